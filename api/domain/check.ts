import type { Outcome } from './result.ts'
import type { Secret } from './secret.ts'
import type { Impact } from './status.ts'
import type { Policy } from './verdict.ts'

/** What a failed expectation makes of the result. */
export type Failure = Extract<Outcome, 'degraded' | 'down'>

/** A value that JSON can hold at a leaf. */
export type Scalar = string | number | boolean | null

/** One expectation of an answer, as data; `otherwise` is what its failure makes of the result. */
export type Assertion = { otherwise: Failure } & (
  | { fact: 'status'; ranges: readonly StatusRange[] }
  | { fact: 'latency'; underMs: number }
  | { fact: 'body'; contains: string }
  /** The value at a JSON Pointer: present and non-empty, or equal to a scalar. */
  | { fact: 'json'; pointer: string; exists: true }
  | { fact: 'json'; pointer: string; equals: Scalar }
  /** The instant (RFC 3339) at a JSON Pointer is at most this old. */
  | { fact: 'age'; pointer: string; underMs: number }
  /** The number at one JSON Pointer over the number at another is below `under`. */
  | { fact: 'ratio'; pointers: readonly [string, string]; under: number }
)

/** HTTP status codes, both ends included. */
export interface StatusRange {
  from: number
  to: number
}

/** What an application error code found in an answer means. */
export interface ErrorCode {
  outcome: Outcome
  /** Public, in plain words. */
  text: string
}
export type ErrorCodes = Readonly<Record<string, ErrorCode>>

/** When a check is asked: every so many milliseconds, or at a cron expression's times. */
export type Schedule = { everyMs: number } | { cron: string; timezone: string }

interface CheckBase {
  id: string
  componentId: string
  region: string
  schedule: Schedule
  /** The deadline over the whole probe. */
  timeoutMs: number
  retryEveryMs: number
  policy: Policy
  expect: readonly Assertion[]
  /** The most severe status that this check can claim. */
  worst: Impact | null
  /** Shown, but never lowers the component's status. */
  informational: boolean
  private: boolean
}

export interface HttpCheck extends CheckBase {
  kind: 'http'
  url: Secret
  method: string
  headers: Readonly<Record<string, Secret>>
  bearer: Secret | null
}

/** Opens a WebSocket, sends one message and waits for an answer that contains `answer`. */
export interface WebSocketCheck extends CheckBase {
  kind: 'websocket'
  url: Secret
  bearer: Secret | null
  send: Secret
  /** A text that the awaited message contains. */
  answer: string
}

export type Check = HttpCheck | WebSocketCheck
