import { isIP } from 'node:net'
import { createNetworks } from '#domain/networks.ts'

/** IPv4 that is not global unicast (IANA special-purpose registry), and Azure's platform address. */
const FORBIDDEN_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT, also a cloud's metadata
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's metadata and DNS
  '169.254.0.0/16', // link-local, the clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
]

/** All of IPv6 but 2000::/3, and within that what is special. */
const FORBIDDEN_V6 = [
  '::/3', // ::, ::1, NAT64 64:ff9b::/96 and 64:ff9b:1::/48, discard 100::/64
  '2001::/23', // protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
  '4000::/2', // unassigned, segment routing
  '8000::/1', // fc00::/7 unique local, fe80::/10 link-local, fec0::/10 site-local, ff00::/8 multicast
]

/** Whether a probe may connect to an address. */
export type AddressRule = (address: string) => boolean

/**
 * The rule over the addresses that probes may reach: global unicast, and what the operator allows besides.
 *
 * IPv4 inside IPv6 (`::ffff:127.0.0.1`) is judged as the IPv4 address that it is; NAT64, 6to4 and Teredo are refused.
 *
 * @param allow  addresses or CIDR blocks that are let through although they are not public
 * @throws {RangeError} when an entry is neither
 */
export function createAddressRule(allow: readonly string[]): AddressRule {
  const allowed = createNetworks(allow)
  const forbidden = createNetworks([...FORBIDDEN_V4, ...FORBIDDEN_V6])
  return (address) => {
    const plain = unmapped(address)
    return isIP(plain) !== 0 && (allowed(plain) || !forbidden(plain))
  }
}

/** The IPv4 address in an IPv4-mapped IPv6 one, any other address as it is; empty when it is none or has a zone. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address
  const url = URL.parse(`http://[${address}]`)
  if (!url) return ''
  const [, high = '', low = ''] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(url.hostname) ?? []
  if (!low) return address
  const [h, l] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [h >> 8, h & 255, l >> 8, l & 255].join('.')
}
