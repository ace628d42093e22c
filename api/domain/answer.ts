import type { Certificate, Observed } from './observed.ts'
import type { NoAnswerCode } from './reason.ts'

/** The facts of an answer, whatever kind gave it; `null` where that kind has no such fact. */
export interface Answer {
  /** HTTP status; 101 for a WebSocket's message. */
  status: number | null
  /** By lower-case name. */
  headers: Readonly<Record<string, string>> | null
  body: string | null
  certificate: Certificate | null
  /** DNS records as text, one each, as `dig +short` prints them. */
  records: readonly string[] | null
  /** `NOERROR`, `NXDOMAIN`, … */
  rcode: string | null
}

/** An answer without any fact: the connection stands, and that is all. */
export const BARE_ANSWER: Answer = {
  status: null,
  headers: null,
  body: null,
  certificate: null,
  records: null,
  rcode: null,
}

/** Why a target did not answer. */
export interface NoAnswer {
  reasonCode: NoAnswerCode
  /** For operators; not redacted yet. */
  detail: string
}

/** What came back: an answer, or why there is none; and in either case what was measured on the way. */
export type Reply = { observed: Observed } & (({ ok: true } & Answer) | ({ ok: false } & NoAnswer))
