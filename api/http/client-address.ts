import { isIP } from 'node:net'
import { createNetworks } from '#domain/networks.ts'

/** Whose request it is: the peer's address and its `X-Forwarded-For`, each `undefined` when there is none. */
export type ClientAddress = (remote: string | undefined, forwardedFor: string | undefined) => string

/** How many hops are believed; nobody has more proxies of their own. */
const MOST_HOPS = 10

/**
 * The rule that tells who asks: the peer, unless that is one of the operator's own proxies; then the last address in
 * `X-Forwarded-For` that is none of them. What stands before it, the client may have written himself.
 *
 * @param proxies  addresses or networks (CIDR)
 * @returns a plain address; empty when even the peer's is not known
 * @throws {RangeError} when an entry of `proxies` is neither
 */
export function createClientAddress(proxies: readonly string[]): ClientAddress {
  const isProxy = createNetworks(proxies)

  return (remote, forwardedFor) => {
    let client = plain(remote ?? '')
    for (const hop of (forwardedFor ?? '').split(',').slice(-MOST_HOPS).reverse()) {
      const before = plain(hop.trim())
      if (before === '' || client === '' || !isProxy(client)) break
      client = before
    }
    return client
  }
}

/** What an address is counted under: itself, or of IPv6 its /64, since one client has all of that. */
export function clientBlock(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const [before, after] = [groups(head), groups(tail ?? '')]
  const between = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(Math.max(0, between)).fill('0'), ...after].slice(0, 4).join(':')
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':')
}

/** An address in its one short form; empty when it is none. */
function plain(text: string): string {
  const address = text.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (isIP(address) === 4) return address
  return isIP(address) === 6 && !address.includes('%') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : ''
}
