import { isIP, type Socket } from 'node:net'
import type { AddressFamily } from '#domain/check.ts'
import type { Deadline } from './deadline.ts'
import type { Endpoint } from './message.ts'
import { connectionFailure, lookupFailure, NoAnswerError } from './no-answer.ts'
import type { Way } from './way.ts'

/** How many of a name's addresses are tried; each gets an equal share of the time. */
const MOST_ATTEMPTS = 3

/**
 * The only way out over TCP: the name is resolved once, every address of it judged, and the connection made to an
 * address that was judged, so that a name cannot mean one thing to the rule and another to the socket.
 */
export async function connectTo({ host, port, family }: Endpoint, way: Way): Promise<Socket> {
  const addresses = await resolveTarget(host, family, way)
  way.trace.enter('connect')
  const socket = await dial(addresses, port, way)
  way.trace.leave()
  return socket
}

/** The host that a URL names, an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

/** The port that a URL names, or that goes without saying. */
export function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' || protocol === 'wss:' ? 443 : 80)
}

/** The addresses of a host that are to be tried, each of them permitted. */
export async function resolveTarget(host: string, family: AddressFamily, way: Way): Promise<readonly string[]> {
  const addresses = await resolve(host, way)
  const forbidden = addresses.find((address) => !way.guard.permits(address))
  if (forbidden !== undefined) throw new NoAnswerError('forbidden_address', `${host} is at ${forbidden}`)
  return toTry(addresses, family)
}

/** A host that is an address stands for itself; a name is looked up, once. */
async function resolve(host: string, { guard, deadline, trace }: Way): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host]
  trace.enter('resolve')
  const found = await deadline.within(guard.lookup(host)).catch((error) => {
    throw error instanceof NoAnswerError ? error : lookupFailure(error)
  })
  trace.leave()
  if (found.length === 0) throw new NoAnswerError('dns_failed', `${host} has no address`)
  return found.map(({ address }) => address)
}

/** The first few, those of the preferred family in front; the other family has the last try if it has none before. */
export function toTry(addresses: readonly string[], family: AddressFamily): readonly string[] {
  if (family === null || addresses.length === 1) return addresses.slice(0, MOST_ATTEMPTS)
  const preferred = addresses.filter((address) => isIP(address) === family)
  const others = addresses.filter((address) => isIP(address) !== family)
  return [...preferred.slice(0, others.length > 0 ? MOST_ATTEMPTS - 1 : MOST_ATTEMPTS), ...others].slice(
    0,
    MOST_ATTEMPTS,
  )
}

/** The first connection that succeeds. Where none does, what a target did is told rather than that we have no route. */
async function dial(addresses: readonly string[], port: number, { guard, deadline, trace }: Way): Promise<Socket> {
  const failures: NoAnswerError[] = []
  for (const host of addresses) {
    const expired = deadline.expired()
    if (expired) throw expired
    const withinMs = addresses.length === 1 ? null : deadline.timeoutMs / addresses.length
    const attempt = await opened(guard.connect({ host, port }), withinMs, deadline).catch(connectionFailureOf)
    if (!(attempt instanceof NoAnswerError)) {
      trace.reached(host, port)
      return attempt
    }
    failures.push(attempt)
  }
  throw failures.find(({ reasonCode }) => reasonCode !== 'no_network') ?? failures[0] ?? connectionFailure(undefined)
}

function connectionFailureOf(error: unknown): NoAnswerError {
  return error instanceof NoAnswerError ? error : connectionFailure(error)
}

/**
 * A socket once it is connected; the deadline destroys it whatever it is doing by then.
 *
 * @param withinMs  how long it may take to connect; `null` when nothing else is to be tried
 */
function opened(socket: Socket, withinMs: number | null, deadline: Deadline): Promise<Socket> {
  deadline.hold(socket)
  return new Promise<Socket>((resolve, reject) => {
    const late = () =>
      socket.destroy(new NoAnswerError('timeout', `No connection within ${Math.round(withinMs ?? 0)} ms`))
    const timer = withinMs === null ? undefined : setTimeout(late, withinMs)
    const closed = () => {
      clearTimeout(timer)
      reject(new NoAnswerError('connection_failed', 'The socket closed'))
    }
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('close', closed)
      resolve(socket)
    })
    // Stays: who uses the socket later listens for itself, and an error in between must not end the process.
    socket.on('error', reject)
    socket.once('close', closed)
  })
}
