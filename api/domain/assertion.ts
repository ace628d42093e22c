import type { Outcome } from './result.ts'

/** What a failed expectation makes of the result. */
export type Failure = Extract<Outcome, 'degraded' | 'down'>

/** A value that JSON can hold at a leaf. */
export type Scalar = string | number | boolean | null

/** HTTP status codes, both ends included. */
export interface StatusRange {
  from: number
  to: number
}

/** How a value found is compared. `matches` is a regular expression of RE2. */
export type Comparison =
  | { op: '==' | '!='; value: Scalar }
  | { op: '<' | '<=' | '>' | '>='; value: number }
  | { op: 'in'; values: readonly Scalar[] }
  | { op: 'matches'; pattern: string }
  | { op: 'contains'; text: string }
  /** Present and not empty; or, when false, the opposite. */
  | { op: 'exists'; value: boolean }
  /** Of a text in characters, of a list in items, of a mapping in keys. */
  | { op: 'length'; at: '==' | '<' | '<=' | '>' | '>='; value: number }

/** One expectation of an answer, as data; `otherwise` is what its failure makes of the result. */
export type Assertion = { otherwise: Failure } & (
  | { fact: 'status'; ranges: readonly StatusRange[] }
  | { fact: 'latency'; underMs: number }
  | { fact: 'header'; name: string; is: Comparison }
  | { fact: 'body'; is: Comparison }
  | { fact: 'json'; pointer: string; is: Comparison }
  /** The instant (RFC 3339) at a JSON Pointer is at most this old. */
  | { fact: 'age'; pointer: string; underMs: number }
  /** The number at one JSON Pointer over the number at another is below `under`. */
  | { fact: 'ratio'; pointers: readonly [string, string]; under: number }
  /** The earliest certificate of the chain is valid for more than so many days. */
  | { fact: 'certificate'; overDays: number }
  /** Every value is among the records answered; of no values, any record at all. */
  | { fact: 'records'; include: readonly string[] }
  | { fact: 'rcode'; is: string }
)
