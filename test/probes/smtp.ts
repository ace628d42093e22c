import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Pair } from './certificate.ts'

const SCRIPT = {
  greeting: '220-mail.example\r\n220 ESMTP\r\n',
  ehlo: '250-mail.example\r\n250-SIZE 1000000\r\n250-STARTTLS\r\n250 HELP\r\n',
  begin: '220 go ahead\r\n',
}

/** A mail server that knows EHLO and STARTTLS and nothing else. */
export function serveSmtp(pair: Pair, changes: Partial<typeof SCRIPT> = {}): Server {
  const script = { ...SCRIPT, ...changes }
  return createServer((socket) => {
    socket.on('error', () => {})
    socket.write(script.greeting)
    socket.on('data', (line) => answer(socket, line.toString(), script, pair))
  })
}

function answer(socket: Socket, line: string, script: typeof SCRIPT, pair: Pair): void {
  if (line.startsWith('EHLO ')) socket.write(script.ehlo)
  if (line !== 'STARTTLS\r\n') return
  socket.removeAllListeners('data')
  socket.write(script.begin)
  new TLSSocket(socket, { isServer: true, ...pair }).on('error', () => {}).resume()
}
