import { lookup as lookupName } from 'node:dns/promises'
import { connect as connectSocket } from 'node:net'
import type { Reply } from '#domain/answer.ts'
import { createAddressRule } from './addresses.ts'
import { type Conversation, converse } from './conversation.ts'
import { openDatagrams, sendDatagram } from './datagram.ts'
import type { Connect, Guard, Lookup, OpenDatagrams } from './guard.ts'
import { type Handshake, shakeHands } from './handshake.ts'
import { createKeeper } from './keeper.ts'
import type { Limits } from './limits.ts'
import type { BytesReply, Message } from './message.ts'
import { type Request, request } from './request.ts'
import { sendStream } from './stream.ts'

/**
 * The one client for everything that leaves: each address is judged before a packet goes to it, each call has one
 * deadline over all of it, and what it reads is bounded. What a target does is a reply; a rejection is our own fault.
 */
export interface Egress {
  /** Asks over HTTP. A redirect that is not followed is the answer. */
  request(request: Request, limits: Limits): Promise<Reply>
  /**
   * Opens a WebSocket, sends one message and waits for the message that `isAnswer` accepts: status 101, the message as
   * body. At the deadline, or when the socket closes, the last message stands for it. A refused handshake gives the
   * HTTP answer that refused it.
   */
  converse(conversation: Conversation, limits: Limits): Promise<Reply>
  /** Makes a TLS connection and ends it: what its certificate says. */
  handshake(handshake: Handshake, limits: Limits): Promise<Reply>
  /** Connects over TCP, sends the payload and reads until the bytes are whole. */
  stream(message: Message, limits: Limits): Promise<BytesReply>
  /** Sends one UDP packet and waits for the packet that is whole; others, and those from elsewhere, are passed over. */
  datagram(message: Message, limits: Limits): Promise<BytesReply>
  /** Ends the connections that are kept from one probe to the next. */
  close(): void
}

export interface EgressOptions {
  /** Networks (CIDR) or addresses that may be reached although they are not public. */
  allow: readonly string[]
  lookup?: Lookup
  connect?: Connect
  /** Opens what UDP packets leave by. */
  datagrams?: OpenDatagrams
  /** Starts a monotonic watch; what it gives back reads it, in ms. */
  stopwatch: () => () => number
}

/**
 * A client that reaches public addresses and those of `allow`, within bounds on time, headers and body.
 *
 * @throws {RangeError} when an entry of `allow` is neither an address nor a network
 */
export function createEgress({ allow, stopwatch, ...ways }: EgressOptions): Egress {
  const { lookup = lookupAll, connect = connectSocket, datagrams = openDatagrams } = ways
  const guard: Guard = { permits: createAddressRule(allow), lookup, connect, datagrams, stopwatch }
  const keeper = createKeeper()
  return {
    request: (asked, limits) => request(asked, limits, guard, keeper),
    converse: (conversation, limits) => converse(conversation, limits, guard),
    handshake: (handshake, limits) => shakeHands(handshake, limits, guard),
    stream: (message, limits) => sendStream(message, limits, guard),
    datagram: (message, limits) => sendDatagram(message, limits, guard),
    close: keeper.close,
  }
}

const lookupAll: Lookup = (hostname) => lookupName(hostname, { all: true })
