import type { Answer } from './answer.ts'
import type { Assertion, Comparison, StatusRange } from './assertion.ts'
import { compare, shown, wantedText } from './compare.ts'
import { valueAt } from './json-pointer.ts'
import { rcodeReason, statusReason } from './reason.ts'
import type { Finding } from './result.ts'
import { instantOf } from './rfc3339.ts'

/** An answer with what is known around it, as assertions ask it. */
export interface Measured extends Answer {
  /** The body read as JSON; `null` when it is not JSON. */
  json: { value: unknown } | null
  /** Over the whole probe. */
  durationMs: number
  /** When the probe finished, ms since the epoch. */
  at: number
}

/** A finding whose texts, neither cut nor redacted yet, are written when they are read: most never are. */
export type Examined = Finding & {
  /** What its failure is called. */
  reasonCode: string
}

type Of<Fact extends Assertion['fact']> = Extract<Assertion, { fact: Fact }>

const DAY_MS = 24 * 60 * 60 * 1000

/** What one assertion makes of an answer. A fact that the answer does not have does not hold. */
export function examine(assertion: Assertion, measured: Measured): Examined {
  switch (assertion.fact) {
    case 'status':
      return examineStatus(assertion.ranges, measured.status)
    case 'latency':
      return examineLatency(assertion.underMs, measured.durationMs)
    case 'header':
      return examineHeader(assertion, measured)
    case 'body':
      return examineValue('body', measured.body ?? undefined, assertion.is)
    case 'json':
    case 'age':
    case 'ratio':
      return measured.json ? examineJson(assertion, measured.json.value, measured.at) : notJson(assertion, measured)
    case 'certificate':
      return examineCertificate(assertion.overDays, measured)
    case 'records':
      return examineRecords(assertion.include, measured.records ?? [])
    case 'rcode':
      return examineRcode(assertion.is, measured.rcode)
  }
}

function examineStatus(ranges: readonly StatusRange[], status: number | null): Examined {
  const held = status !== null && ranges.some(({ from, to }) => status >= from && status <= to)
  const expected = () => ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(' or ')
  return examined('status', held, statusReason(status ?? 0), () => `${status ?? 'no status'}`, expected)
}

function examineLatency(underMs: number, durationMs: number): Examined {
  const expected = () => `under ${underMs} ms`
  return examined('latency', durationMs < underMs, 'slow', () => `${durationMs} ms`, expected)
}

function examineHeader({ name, is }: Of<'header'>, { headers }: Measured): Examined {
  const field = name.toLowerCase()
  const value = headers && Object.hasOwn(headers, field) ? headers[field] : undefined
  return examineValue(`header ${field}`, value, is)
}

function examineJson(assertion: Of<'json' | 'age' | 'ratio'>, json: unknown, at: number): Examined {
  const asked = nameOf(assertion)
  if (assertion.fact === 'json') return examineValue(asked, valueAt(json, assertion.pointer), assertion.is)
  if (assertion.fact === 'age') return examineAge(asked, valueAt(json, assertion.pointer), assertion.underMs, at)
  const [part, whole] = assertion.pointers
  return examineRatio(asked, valueAt(json, part), valueAt(json, whole), assertion.under)
}

function examineValue(asked: string, value: unknown, is: Comparison): Examined {
  const expected = () => wantedText(is)
  return examined(asked, compare(is, value), 'unexpected_answer', () => shown(value), expected)
}

function examineAge(asked: string, value: unknown, underMs: number, at: number): Examined {
  const instant = instantOf(value)
  if (instant === null) return unexpected(asked, () => shown(value), 'an instant as RFC 3339 writes it')
  const found = () => `${shown(value)}, ${at - instant} ms old`
  return examined(asked, at - instant <= underMs, 'stale_data', found, () => `at most ${underMs} ms old`)
}

function examineRatio(asked: string, part: unknown, whole: unknown, under: number): Examined {
  const found = () => `${shown(part)} of ${shown(whole)}`
  if (typeof part !== 'number' || typeof whole !== 'number' || whole === 0)
    return unexpected(asked, found, 'two numbers, the second not 0')
  return examined(asked, part / whole < under, 'quota_low', found, () => `under ${under}`)
}

function examineCertificate(overDays: number, { certificate, at }: Measured): Examined {
  const expected = `more than ${overDays} days`
  if (!certificate) return unexpected('certificate', () => 'none', expected)
  const days = (certificate.earliestExpiry - at) / DAY_MS
  // Rounded down, so that what is shown as found never contradicts what is expected.
  const found = () => `${Math.floor(days * 10) / 10} days left`
  return examined('certificate', days > overDays, 'certificate_expiring', found, () => expected)
}

/** Names are told apart without regard to case or a final dot, as the DNS does. */
function examineRecords(include: readonly string[], records: readonly string[]): Examined {
  const answered = new Set(records.map(canonical))
  const held = include.length > 0 ? include.every((value) => answered.has(canonical(value))) : records.length > 0
  const expected = () => (include.length > 0 ? include.join(', ') : 'at least one')
  const reasonCode = records.length === 0 ? 'dns_no_records' : 'unexpected_answer'
  return examined('records', held, reasonCode, () => records.join(', ') || 'none', expected)
}

function canonical(record: string): string {
  return record.startsWith('"') ? record : record.toLowerCase().replace(/\.$/, '')
}

function examineRcode(wanted: string, rcode: string | null): Examined {
  return examined(
    'rcode',
    rcode === wanted,
    rcodeReason(rcode),
    () => rcode ?? 'none',
    () => wanted,
  )
}

function notJson(assertion: Of<'json' | 'age' | 'ratio'>, { body }: Measured): Examined {
  return unexpected(nameOf(assertion), () => `not JSON: ${shown(body ?? undefined)}`, 'JSON')
}

function unexpected(asked: string, found: () => string, expected: string): Examined {
  return examined(asked, false, 'unexpected_answer', found, () => expected)
}

function nameOf(assertion: Of<'json' | 'age' | 'ratio'>): string {
  if (assertion.fact === 'ratio') return `ratio ${assertion.pointers[0]} to ${assertion.pointers[1]}`
  return `${assertion.fact} ${assertion.pointer}`
}

function examined(
  asked: string,
  held: boolean,
  reasonCode: string,
  found: () => string,
  expected: () => string,
): Examined {
  return {
    asked,
    held,
    reasonCode,
    get found() {
      return found()
    },
    get expected() {
      return expected()
    },
  }
}
