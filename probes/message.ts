import type { NoAnswer } from '#domain/answer.ts'
import type { AddressFamily } from '#domain/check.ts'
import type { Observed } from '#domain/observed.ts'

/** Where a connection goes: a name or an address, and which family of addresses to try first. */
export interface Endpoint {
  host: string
  port: number
  family: AddressFamily
}

/** Bytes for an endpoint, and when those that come back are enough. */
export interface Message extends Endpoint {
  /** `null` sends nothing. */
  payload: Uint8Array | null
  /**
   * Whether what was heard is the whole answer. Over TCP it is all since the connection stood, asked first of nothing,
   * so that `() => true` waits for no byte; over UDP it is one packet.
   */
  isWhole: (heard: Uint8Array) => boolean
}

/** The bytes that came back, or why the answer is not whole, and what of it was heard. */
export type BytesReply = { observed: Observed; heard: Uint8Array } & ({ ok: true } | ({ ok: false } & NoAnswer))

/** The most that is read of an answer that is neither HTTP nor a WebSocket's. */
export const MOST_HEARD_BYTES = 64 * 1024
