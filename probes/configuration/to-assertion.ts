import type { Assertion, Comparison, Scalar } from '#domain/assertion.ts'
import type { WrittenAssertion } from './expectation-schema.ts'

/** An expectation as the judge reads it. */
export function toAssertion(written: WrittenAssertion): Assertion {
  const { else: otherwise } = written
  // The words that are comparisons too come after those that they go with.
  if ('status' in written) return { otherwise, fact: 'status', ranges: [written.status].flat() }
  if ('latency' in written) return { otherwise, fact: 'latency', underMs: written.latency }
  if ('header' in written) return { otherwise, fact: 'header', name: written.header.toLowerCase(), is: toIs(written) }
  if ('json' in written) return { otherwise, fact: 'json', pointer: written.json, is: toIs(written) }
  if ('age' in written) return { otherwise, fact: 'age', pointer: written.age, underMs: written.under }
  if ('ratio' in written) return { otherwise, fact: 'ratio', pointers: written.ratio, under: written.under }
  if ('certificateDays' in written) return { otherwise, fact: 'certificate', overDays: written.certificateDays }
  if ('records' in written) return { otherwise, fact: 'records', include: written.records }
  if ('rcode' in written) return { otherwise, fact: 'rcode', is: written.rcode }
  return { otherwise, fact: 'body', is: toIs(written) }
}

interface WrittenComparison {
  '=='?: Scalar | undefined
  '!='?: Scalar | undefined
  '<'?: number | undefined
  '<='?: number | undefined
  '>'?: number | undefined
  '>='?: number | undefined
  in?: readonly Scalar[] | undefined
  matches?: string | undefined
  contains?: string | undefined
  exists?: boolean | undefined
  length?: Comparison | undefined
}

function toIs(written: WrittenComparison): Comparison {
  for (const op of ['==', '!='] as const) {
    const value = written[op]
    if (value !== undefined) return { op, value }
  }
  for (const op of ['<', '<=', '>', '>='] as const) {
    const value = written[op]
    if (value !== undefined) return { op, value }
  }
  if (written.in) return { op: 'in', values: written.in }
  if (written.matches !== undefined) return { op: 'matches', pattern: written.matches }
  if (written.contains !== undefined) return { op: 'contains', text: written.contains }
  return written.length ?? { op: 'exists', value: written.exists ?? true }
}
