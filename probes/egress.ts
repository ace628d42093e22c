import { lookup as lookupName } from 'node:dns/promises'
import { connect as connectSocket } from 'node:net'
import type { Answer } from '#domain/judge-answer.ts'
import { createAddressRule } from './addresses.ts'
import { readAnswer } from './answer.ts'
import type { Connect, Guard, Lookup } from './connector.ts'
import { converse, type Exchange } from './conversation.ts'
import { type Reply, useWay, type Way } from './way.ts'

export interface Target {
  /** http: or https: */
  url: string
  method: string
  headers: Readonly<Record<string, string>>
  body?: string
}

/** The one client for everything that leaves. Each call has its own connection, and one deadline over all of it. */
export interface Egress {
  /** Asks once. A redirect is an answer, and not followed. */
  request(target: Target, limits: { timeoutMs: number }): Promise<Reply>
  /**
   * Opens a WebSocket, sends one message and waits for the message that `isAnswer` accepts: status 101, the message as
   * body. At the deadline, or when the socket closes, the last message stands for it. A refused handshake gives the
   * HTTP answer that refused it.
   */
  converse(exchange: Exchange, limits: { timeoutMs: number; isAnswer: (message: string) => boolean }): Promise<Reply>
}

export interface EgressOptions {
  /** Networks (CIDR) or addresses that may be reached although they are not public. */
  allow: readonly string[]
  lookup?: Lookup
  connect?: Connect
}

/**
 * A client that reaches public addresses and those of `allow`, within bounds on time, headers and body.
 *
 * @throws {RangeError} when an entry of `allow` is neither an address nor a network
 */
export function createEgress({ allow, lookup = lookupAll, connect = connectSocket }: EgressOptions): Egress {
  const guard: Guard = { permits: createAddressRule(allow), lookup, connect }
  return {
    request: (target, { timeoutMs }) =>
      useWay({ url: target.url, protocols: ['http:', 'https:'], timeoutMs }, guard, (way) => request(way, target)),
    converse: (exchange, { timeoutMs, isAnswer }) =>
      useWay({ url: exchange.url, protocols: ['ws:', 'wss:'], timeoutMs }, guard, (way) =>
        converse(way, exchange, isAnswer),
      ),
  }
}

const lookupAll: Lookup = (hostname) => lookupName(hostname, { all: true })

async function request({ url, client, deadline }: Way, { method, headers, body }: Target): Promise<Answer> {
  const answer = await client.request({
    path: `${url.pathname}${url.search}`,
    method,
    headers: { 'user-agent': 'scopien-status', 'accept-encoding': 'identity', ...lowerCased(headers) },
    body: body ?? null,
    signal: deadline,
    reset: true,
  })
  return readAnswer(answer.statusCode, answer.headers, await answer.body.bytes())
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
