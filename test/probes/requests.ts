import type { Conversation } from '../../probes/conversation.ts'
import { createEgress, type Egress, type EgressOptions } from '../../probes/egress.ts'
import type { Request } from '../../probes/request.ts'
import { stopwatch } from './deps.ts'

/** A plain GET on a connection of its own, no redirect followed. */
export function requestTo(url: string, changes: Partial<Request> = {}): Request {
  const connection = { clientCertificate: null, redirects: 0, family: null, http2: false, keep: null }
  return { url, method: 'GET', headers: {}, body: null, ...connection, ...changes }
}

/** A conversation in which any message is the answer. */
export function conversationWith(url: string, changes: Partial<Conversation> = {}): Conversation {
  return { url, headers: {}, send: 'hello', isAnswer: () => true, family: null, ...changes }
}

/** A way out with a true watch; loopback is within reach unless the options say otherwise. */
export function openEgress(options: Partial<EgressOptions> = {}): Egress {
  return createEgress({ allow: ['127.0.0.0/8', '::1'], stopwatch, ...options })
}

/** A lookup that finds these addresses for every name. */
export function foundAt(...addresses: string[]): () => Promise<{ address: string; family: number }[]> {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}
