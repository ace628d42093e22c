import { createServer, type RequestListener, type Server } from 'node:http'

/** What answers the requests of a server. */
export interface Answering {
  listener: RequestListener
  /** Ends what goes on by itself, as event streams do. */
  close(): void
}

/** Serves on an address; rejects when it cannot be had. */
export function openServer({ port, host }: { port: number; host: string }, answering: Answering): Promise<Server> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 })
  answerBy(server, answering)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** From now on requests are answered by another; those that were begun end as they began. */
export function answerBy(server: Server, { listener, close }: Answering): void {
  server.removeAllListeners('request')
  server.on('request', listener)
  server.once('close', close)
}
