import { connect, type Socket } from 'node:net'

const PAGE = 'GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n'

/** What a slow client sends at once, what it then sends every second, and whether it reads what it is answered. */
const KINDS = {
  headers: { first: 'GET / HTTP/1.1\r\nHost: x\r\n', drop: 'X-Slow: yes\r\n', reads: true },
  body: { first: 'POST /api/status HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n', drop: ' ', reads: true },
  // The kernel takes some 2.5 MB off the server's hands. Who does not read finds out only by writing that it was cut.
  unread: { first: PAGE.repeat(20), drop: PAGE.repeat(10), reads: false },
  flood: { first: PAGE.repeat(1000), drop: PAGE, reads: false },
  idle: { first: 'GET /api/status HTTP/1.1\r\nHost: x\r\n\r\n', drop: '', reads: true },
  silent: { first: '', drop: '', reads: true },
} as const

export type SlowKind = keyof typeof KINDS
export const SLOW_KINDS = Object.keys(KINDS) as SlowKind[]

export interface SlowClient {
  kind: SlowKind
  /** Resolves when it has no connection any more. */
  cut: Promise<void>
  end(): void
}

/** Connects to a server and is slow in one way until it is cut. */
export function slowClient({ port, localAddress }: { port: number; localAddress: string }, kind: SlowKind): SlowClient {
  const { first, drop, reads } = KINDS[kind]
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress })
  socket.on('error', () => undefined)
  socket.write(first)
  if (reads) socket.resume()
  const dripping = setInterval(() => {
    if (socket.writable && drop !== '') socket.write(drop)
  }, 1000)
  const cut = new Promise<void>((resolve) => {
    socket.once('close', () => {
      clearInterval(dripping)
      resolve()
    })
  })
  return { kind, cut, end: () => void socket.destroy() }
}

/** So many slow clients, of all kinds in turn, each from the address that it is given. */
export function slowClients(count: number, port: number, addressOf: (n: number) => string): SlowClient[] {
  return Array.from({ length: count }, (_, n) =>
    slowClient({ port, localAddress: addressOf(n) }, SLOW_KINDS[n % SLOW_KINDS.length] ?? 'idle'),
  )
}
