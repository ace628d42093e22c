import type { ServerOptions } from 'node:http'

export interface ConnectionLimits {
  /** How many connections one address (of IPv6, one /64) may have that are not being answered. */
  fromAddress: number
  /** How many there may be of all. */
  all: number
  /** After how long without an answer a connection counts as waiting. */
  waitingMs: number
  /** How long what is written to a reader may wait in this process. */
  drainMs: number
  /** How often all are looked at. */
  sweepMs: number
}

export interface Limits {
  request: ServerOptions
  /** Headers beyond these are not looked at. */
  headers: number
  /** How many requests of a connection may wait for the answer to one before them. */
  pipelined: number
  connections: ConnectionLimits
}

/** What is taken of those who connect; nobody who reads a status page needs more. */
export const LIMITS = {
  request: {
    /** All headers of a request together; more is a 431. */
    maxHeaderSize: 16 * 1024,
    /** From the connection, or the first byte, to the last header; who is slower gets a 408. */
    headersTimeout: 10_000,
    /** The same to the end of the body, of which 256 KiB are taken. */
    requestTimeout: 20_000,
    /** How long a connection is kept for another request. */
    keepAliveTimeout: 5000,
    /** How often these times are looked at; Node would only every 30 s. */
    connectionsCheckingInterval: 1000,
  },
  // A browser sends some twenty.
  headers: 200,
  pipelined: 20,
  /**
   * An office behind one address, each of its readers with the six connections of a browser, stays below 512: only who
   * waits counts, so that neither a busy proxy that nobody named nor a load test is held back.
   */
  connections: { fromAddress: 512, all: 8192, waitingMs: 2000, drainMs: 30_000, sweepMs: 1000 },
} as const satisfies Limits
