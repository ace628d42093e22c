import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Serves until the test ends, and gives the port on 127.0.0.1. */
export async function serve(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

export function serveHttp(listener: RequestListener): Promise<number> {
  return serve(createHttpServer(listener))
}

/** A server that says the same bytes to everyone who says something, and then hangs up or not. */
export function serveBytes(bytes: Uint8Array | string, { hangUp = true } = {}): Promise<number> {
  return serve(
    createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => (hangUp ? socket.end(bytes) : socket.write(bytes)))
    }),
  )
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
