import type { Assertion, Scalar, StatusRange } from './check.ts'
import { valueAt } from './json-pointer.ts'
import { statusReason } from './reason.ts'

/** What one answer says, as assertions ask it. */
export interface Measured {
  /** HTTP status. */
  status: number
  body: string
  /** The body read as JSON; `null` when it is not JSON. */
  json: { value: unknown } | null
  /** Over the whole probe. */
  durationMs: number
  /** When the probe finished, ms since the epoch. */
  at: number
}

/** An assertion that does not hold. */
export interface Miss {
  reasonCode: string
  /** The fact asked: `json /status`. */
  asked: string
  /** As found, neither cut nor redacted yet. */
  found: string
  expected: string
}

/** What is wrong with an answer by one assertion; `null` when it holds. */
export function miss(assertion: Assertion, measured: Measured): Miss | null {
  switch (assertion.fact) {
    case 'status':
      return missStatus(assertion.ranges, measured.status)
    case 'latency':
      return missLatency(assertion.underMs, measured.durationMs)
    case 'body':
      return missText(assertion.contains, measured.body)
    case 'json':
      return measured.json ? missValue(assertion, measured.json.value) : notJson(`json ${assertion.pointer}`, measured)
    case 'age':
      return measured.json
        ? missAge(assertion, measured.json.value, measured.at)
        : notJson(`age ${assertion.pointer}`, measured)
    case 'ratio':
      return measured.json
        ? missRatio(assertion, measured.json.value)
        : notJson(ratioName(assertion.pointers), measured)
  }
}

function missStatus(ranges: readonly StatusRange[], status: number): Miss | null {
  if (ranges.some(({ from, to }) => status >= from && status <= to)) return null
  const expected = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(' or ')
  return { reasonCode: statusReason(status), asked: 'status', found: `${status}`, expected }
}

function missLatency(underMs: number, durationMs: number): Miss | null {
  if (durationMs < underMs) return null
  return { reasonCode: 'slow', asked: 'latency', found: `${durationMs} ms`, expected: `under ${underMs} ms` }
}

function missText(text: string, body: string): Miss | null {
  return body.includes(text) ? null : unexpected('body', shown(body), `a text with ${shown(text)}`)
}

function missValue(wanted: { pointer: string } & ({ exists: true } | { equals: Scalar }), json: unknown): Miss | null {
  const value = valueAt(json, wanted.pointer)
  const asked = `json ${wanted.pointer}`
  if ('equals' in wanted) return value === wanted.equals ? null : unexpected(asked, shown(value), shown(wanted.equals))
  return isEmpty(value) ? unexpected(asked, shown(value), 'a value') : null
}

function missAge({ pointer, underMs }: { pointer: string; underMs: number }, json: unknown, at: number): Miss | null {
  const value = valueAt(json, pointer)
  const instant = instantOf(value)
  if (instant === null) return unexpected(`age ${pointer}`, shown(value), 'an instant as RFC 3339 writes it')
  if (at - instant <= underMs) return null
  const expected = `at most ${underMs} ms old`
  return {
    reasonCode: 'stale_data',
    asked: `age ${pointer}`,
    found: `${shown(value)}, ${at - instant} ms old`,
    expected,
  }
}

function missRatio(wanted: { pointers: readonly [string, string]; under: number }, json: unknown): Miss | null {
  const [part, whole] = wanted.pointers.map((pointer) => valueAt(json, pointer))
  const asked = ratioName(wanted.pointers)
  const found = `${shown(part)} of ${shown(whole)}`
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0)
    return unexpected(asked, found, 'two numbers, the second not 0')
  return part / whole < wanted.under
    ? null
    : { reasonCode: 'quota_low', asked, found, expected: `under ${wanted.under}` }
}

/**
 * The instant that an RFC 3339 text names, ms since the epoch; `null` for anything else.
 * The form is checked first, since `Date.parse` takes far more, and in the reader's own time zone.
 */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return null
  const instant = Date.parse(value)
  return Number.isNaN(instant) ? null : instant
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

function notJson(asked: string, { body }: Measured): Miss {
  return unexpected(asked, `not JSON: ${shown(body)}`, 'JSON')
}

function unexpected(asked: string, found: string, expected: string): Miss {
  return { reasonCode: 'unexpected_answer', asked, found, expected }
}

function ratioName([part, whole]: readonly [string, string]): string {
  return `ratio ${part} to ${whole}`
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === ''
}

/** A value as JSON writes it, so that a text is told from a number; long or deep ones by their kind alone. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
