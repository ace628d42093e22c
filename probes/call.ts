import type { TLSSocket } from 'node:tls'
import type { HttpConnection } from '#domain/check.ts'
import { connectTo, hostOf, portOf } from './connector.ts'
import { encrypt } from './encryption.ts'
import { overHttp1 } from './http1.ts'
import { overHttp2 } from './http2.ts'
import type { Connection, Keeper } from './keeper.ts'
import type { Line, RawAnswer } from './line.ts'
import type { Hop } from './redirect.ts'
import type { Way } from './way.ts'

/** How connections are made, and who keeps them. */
export interface Caller extends Pick<HttpConnection, 'family' | 'http2'> {
  /** Under which name the connection is kept; `null` ends it. */
  keep: string | null
  keeper: Keeper
}

export interface Called {
  raw: RawAnswer
  version: Line['version']
}

/** Methods that may be sent twice (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/**
 * Makes one request over the connection that is kept, else over a new one. A kept one may be closed by the other side
 * at the moment it is used, which says nothing of the target: then it is asked once more.
 */
export async function call(hop: Hop, way: Way, caller: Caller): Promise<Called> {
  const kept = caller.keep === null ? null : caller.keeper.take(caller.keep, originOf(hop))
  if (kept) {
    way.deadline.hold(kept.line)
    way.trace.note(kept.seen)
    const called = await askOver(kept, hop, way, caller).catch((error) => {
      const silent = way.trace.phase() === 'processing' && way.deadline.expired() === null
      if (!silent || !IDEMPOTENT.has(hop.method)) throw error
      return null
    })
    if (called) return called
  }
  return askOver(await open(hop, way, caller), hop, way, caller)
}

async function askOver(connection: Connection, hop: Hop, { deadline, trace }: Way, caller: Caller): Promise<Called> {
  const { line } = connection
  const raw = await line.ask(hop, trace)
  if (caller.keep !== null && deadline.expired() === null) {
    deadline.release(line)
    caller.keeper.give(caller.keep, connection)
  }
  return { raw, version: line.version }
}

/** A client certificate is shown once for a whole connection, so with it the origin is another. */
function originOf({ url, clientCertificate }: Hop): string {
  return clientCertificate ? `${url.origin} with a certificate` : url.origin
}

async function open(hop: Hop, way: Way, { family, http2, keep }: Caller): Promise<Connection> {
  const { url, clientCertificate } = hop
  // What is shown is the connection of the last answer, not of one that led there.
  way.trace.note({ family: null, tls: null })
  const host = hostOf(url)
  const socket = await connectTo({ host, port: portOf(url), family }, way)
  const protocols = http2 ? ['h2', 'http/1.1'] : ['http/1.1']
  const secured =
    url.protocol === 'https:' ? await encrypt(socket, { servername: host, clientCertificate, protocols }, way) : socket
  const line = isHttp2(secured) ? overHttp2(secured, url.origin) : overHttp1(secured, keep !== null)
  way.deadline.release(secured)
  way.deadline.hold(line)
  const { family: reached, tls } = way.trace.seen()
  return { origin: originOf(hop), line, seen: { family: reached, tls } }
}

function isHttp2(socket: object): socket is TLSSocket {
  return 'alpnProtocol' in socket && socket.alpnProtocol === 'h2'
}
