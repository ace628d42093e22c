import type { LookupAddress } from 'node:dns'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { buildConnector } from 'undici'
import type { AddressRule } from './addresses.ts'
import { connectionFailure, lookupFailure, NoAnswerError } from './no-answer.ts'

/** All addresses of a name, the best first. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>
/** Starts a connection to an address. */
export type Connect = (to: { host: string; port: number }) => Socket

export interface Guard {
  permits: AddressRule
  lookup: Lookup
  connect: Connect
}

/** How many of a name's addresses are tried; each gets an equal share of the time. */
const MOST_ATTEMPTS = 3

/**
 * The only way out: the name is resolved once, every address of it judged, and the connection made to an address that
 * was judged, so that a name cannot mean one thing to the rule and another to the socket.
 *
 * @param deadline  when it ends, so do the lookup's wait, a socket still connecting and one in use
 */
export function createConnector(guard: Guard, deadline: AbortSignal, timeoutMs: number): buildConnector.connector {
  return (to, callback) => {
    reach(to, guard, deadline, timeoutMs).then(
      (socket) => callback(null, socket),
      (error) => callback(error, null),
    )
  }
}

async function reach(
  { hostname, port, protocol }: buildConnector.Options,
  guard: Guard,
  deadline: AbortSignal,
  timeoutMs: number,
): Promise<Socket | TLSSocket> {
  const addresses = await resolve(hostname, guard.lookup, deadline)
  const forbidden = addresses.find((address) => !guard.permits(address))
  if (forbidden !== undefined) throw new NoAnswerError('forbidden_address', `${hostname} is at ${forbidden}`)
  const secure = protocol === 'https:'
  const attempts = addresses.slice(0, MOST_ATTEMPTS)
  const each = { port: Number(port) || (secure ? 443 : 80), withinMs: timeoutMs / attempts.length }
  const socket = await dial(attempts, each, guard.connect, deadline)
  return secure ? encrypt(socket, hostname) : socket
}

/** A host that is an address stands for itself; a name is looked up, once. */
async function resolve(hostname: string, lookup: Lookup, deadline: AbortSignal): Promise<readonly string[]> {
  if (isIP(hostname) !== 0) return [hostname]
  const found = await orAborted(lookup(hostname), deadline).catch((error) => {
    throw error instanceof NoAnswerError ? error : lookupFailure(error)
  })
  if (found.length === 0) throw new NoAnswerError('dns_failed', `${hostname} has no address`)
  return found.map(({ address }) => address)
}

/** The first connection that succeeds. Where none does, what a target did is told rather than that we have no route. */
async function dial(
  addresses: readonly string[],
  { port, withinMs }: { port: number; withinMs: number },
  connect: Connect,
  deadline: AbortSignal,
): Promise<Socket> {
  const failures: NoAnswerError[] = []
  for (const host of addresses) {
    deadline.throwIfAborted()
    const attempt = await opened(connect({ host, port }), withinMs, deadline).catch(connectionFailureOf)
    if (!(attempt instanceof NoAnswerError)) return attempt
    failures.push(attempt)
  }
  deadline.throwIfAborted()
  throw failures.find(({ reasonCode }) => reasonCode !== 'no_network') ?? failures[0] ?? connectionFailure(undefined)
}

function connectionFailureOf(error: unknown): NoAnswerError {
  return error instanceof NoAnswerError ? error : connectionFailure(error)
}

/** A socket once it is connected. It is destroyed when it takes too long, and at the deadline whatever it is doing. */
function opened(socket: Socket, withinMs: number, deadline: AbortSignal): Promise<Socket> {
  deadline.addEventListener('abort', () => socket.destroy(), { once: true })
  // Who uses the socket later listens for itself; an error in between must not end the process.
  socket.on('error', () => {})
  return new Promise<Socket>((resolve, reject) => {
    const late = () => socket.destroy(new NoAnswerError('timeout', `No connection within ${Math.round(withinMs)} ms`))
    const timer = setTimeout(late, withinMs)
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
    socket.once('close', () => reject(new NoAnswerError('connection_failed', 'The socket closed')))
    for (const end of ['connect', 'close']) socket.once(end, () => clearTimeout(timer))
  })
}

/** TLS over a connected socket, the certificate verified for the name that was asked for. */
function encrypt(socket: Socket, hostname: string): Promise<TLSSocket> {
  const servername = isIP(hostname) === 0 ? hostname : ''
  return new Promise((resolve, reject) => {
    const secured = connectTls({ socket, host: hostname, servername, ALPNProtocols: ['http/1.1'] })
    secured.once('secureConnect', () => resolve(secured))
    secured.on('error', (cause) => reject(new NoAnswerError('tls_failed', cause.message, { cause })))
    secured.once('close', () => reject(new NoAnswerError('tls_failed', 'The socket closed during the TLS handshake')))
  })
}

/** What a promise gives, or the signal's reason when that is first. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
