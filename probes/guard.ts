import type { Socket as UdpSocket } from 'node:dgram'
import type { LookupAddress } from 'node:dns'
import type { Socket } from 'node:net'
import type { AddressRule } from './addresses.ts'

/** All addresses of a name, the best first. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>
/** Starts a connection to an address. */
export type Connect = (to: { host: string; port: number }) => Socket
/** Opens a UDP socket bound to an address: it sends to no other, and hears no other. */
export type OpenDatagrams = (to: { host: string; port: number; family: 4 | 6 }) => UdpSocket

/** All that anything leaves by, and the rule over it. */
export interface Guard {
  permits: AddressRule
  lookup: Lookup
  connect: Connect
  datagrams: OpenDatagrams
  stopwatch: () => () => number
}
