import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '../problem.ts'
import { type ClientAddress, clientBlock } from './client-address.ts'

/** Those who are told what changes, for as long as their connections stand. */
export interface Followers {
  /**
   * Takes one more.
   *
   * @throws {Problem} when there are too many already
   */
  admit(request: IncomingMessage, response: ServerResponse): void
  /** Tells one of them, and hangs up on one who does not read. */
  tell(response: ServerResponse, text: string): void
  tellAll(text: string): void
  count(): number
  /** Ends them all. */
  close(): void
}

export interface FollowersDeps {
  clientAddress: ClientAddress
  /** How many there may be, from one address and in all. */
  most: { fromAddress: number; all: number }
}

/** Proxies close what is silent for longer. */
const HEARTBEAT_MS = 15_000
/** Who does not read is not written to without end. */
const MOST_WAITING_BYTES = 256 * 1024

export function createFollowers({ clientAddress, most }: FollowersDeps): Followers {
  const addresses = new Map<ServerResponse, string>()
  const byAddress = new Map<string, number>()
  let heartbeat: NodeJS.Timeout | undefined

  const join = (response: ServerResponse, address: string): void => {
    byAddress.set(address, (byAddress.get(address) ?? 0) + 1)
    if (addresses.size === 0) heartbeat = setInterval(() => tellAll(': still here\n\n'), HEARTBEAT_MS).unref()
    addresses.set(response, address)
    response.once('close', () => leave(response, address))
  }

  const leave = (response: ServerResponse, address: string): void => {
    addresses.delete(response)
    const left = (byAddress.get(address) ?? 1) - 1
    if (left > 0) byAddress.set(address, left)
    else byAddress.delete(address)
    if (addresses.size === 0) clearInterval(heartbeat)
  }

  const tellAll = (text: string): void => {
    for (const response of addresses.keys()) tell(response, text)
  }

  return {
    admit: (request, response) => {
      const forwarded = request.headers['x-forwarded-for']
      const address = clientBlock(clientAddress(request.socket.remoteAddress, String(forwarded ?? '')))
      if (addresses.size >= most.all) throw new Problem('UNAVAILABLE', 'Too many follow already. Try again later.')
      if ((byAddress.get(address) ?? 0) >= most.fromAddress) throw tooManyHere()
      join(response, address)
    },
    tell,
    tellAll,
    count: () => addresses.size,
    close: () => {
      clearInterval(heartbeat)
      for (const response of addresses.keys()) response.end()
    },
  }
}

function tell(response: ServerResponse, text: string): void {
  if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
  else response.write(text)
}

function tooManyHere(): Problem {
  return new Problem('RATE_001', 'Too many from this address follow already.', { headers: { 'Retry-After': '60' } })
}
