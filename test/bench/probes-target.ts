import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What the benchmark asks: a process of its own that answers every path alike, and remembers when each was asked. Its
 * parent gets the port, and the instants by path, ms since the epoch, whenever it says anything.
 */
const BODY = '{"status":"ok"}'
const HEAD = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n`
const ANSWER = HEAD + BODY
/** The pace of `/paced`, whose phases are to be measured. */
const PROCESSING_MS = 25
const TRANSFER_MS = 10

const asked = new Map<string, number[]>()

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => undefined)
  socket.once('data', (bytes) => {
    const at = performance.timeOrigin + performance.now()
    const path = bytes.toString('latin1').split(' ', 2)[1] ?? ''
    if (path === '/paced') return void pace(socket)
    if (path.startsWith('/check-')) asked.set(path, [...(asked.get(path) ?? []), at])
    socket.end(ANSWER)
  })
})

async function pace(socket: Socket): Promise<void> {
  await sleep(PROCESSING_MS)
  socket.write(HEAD)
  await sleep(TRANSFER_MS)
  socket.end(BODY)
}

server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => process.send?.(server.address()))
process.on('message', () => process.send?.([...asked]))
process.on('disconnect', () => process.exit())
