import { createSocket } from 'node:dgram'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A server on 127.0.0.1, until it is closed. */
export interface Running {
  port: number
  /** How many of its connections are open. */
  open: () => number
  close: () => void
}

export async function listen(server: Server): Promise<Running> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { port, open: () => sockets.size, close }
}

/** A server that does as it likes with each connection; it reads, since who does not cannot see the other side leave. */
export function tcp(talk: (socket: Socket) => void): Promise<Running> {
  return listen(
    createServer((socket) => {
      talk(socket)
      socket.resume()
    }),
  )
}

/** A server that waits to be spoken to, and then does as it likes. */
export function answering(talk: (socket: Socket, heard: Buffer) => void): Promise<Running> {
  return tcp((socket) => socket.once('data', (heard: Buffer) => talk(socket, heard)))
}

/** A server that says the same to everyone, and hangs up. */
export function saying(...bytes: (string | Uint8Array)[]): Promise<Running> {
  return answering((socket) => socket.end(Buffer.concat(bytes.map((part) => Buffer.from(part)))))
}

/** A server that begins, and then says the same again and again, as fast as it is read. */
export function flooding(begin: string | Uint8Array, again: string | Uint8Array): Promise<Running> {
  return answering((socket) => {
    socket.write(begin)
    pour(socket, Buffer.from(again))
  })
}

/** Writes the same without end, as fast as it is read. */
export function pour(socket: Socket, again: Uint8Array): void {
  const once = () => {
    while (!socket.destroyed && socket.write(again));
  }
  socket.on('drain', once)
  once()
}

/** A server that begins, and then says one byte a second. */
export function dripping(begin: string): Promise<Running> {
  return answering((socket) => {
    socket.write(begin)
    const timer = setInterval(() => socket.write('x'), 1000)
    socket.on('close', () => clearInterval(timer))
  })
}

/** A UDP server. What it says after it is closed is lost, as on any network. */
export async function udp(talk: (packet: Buffer, reply: (packet: Uint8Array) => void) => void): Promise<Running> {
  const socket = createSocket('udp4')
  let open = true
  socket
    .on('error', () => {})
    .on('message', (packet, { port, address }) => {
      talk(packet, (reply) => open && socket.send(reply, port, address, () => {}))
    })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const close = () => {
    open = false
    socket.close()
  }
  return { port: socket.address().port, open: () => 0, close }
}
