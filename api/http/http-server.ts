import type { RequestListener, Server } from 'node:http'
import { boundPipelining } from './pipelining.ts'
import { LIMITS } from './server-limits.ts'

/** What answers the requests of a server. */
export interface Answering {
  listener: RequestListener
  /** Ends what goes on by itself, as event streams do. */
  close(): void
}

/** From now on requests are answered so; those that were begun otherwise end as they began. */
export function answerBy(server: Server, { listener, close }: Answering): void {
  server.removeAllListeners('request')
  server.on('request', boundPipelining(listener, LIMITS.pipelined))
  server.once('close', close)
}

/** Serves on an address; rejects when it cannot be had. */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}
