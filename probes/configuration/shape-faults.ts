import type * as z from 'zod'
import { type Fault, showPath, showValue, valueAt } from './faults.ts'

type Issue = z.core.$ZodIssue

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
}

/** The faults that an issue of shape amounts to. `shown` is the document as it may be shown. */
export function shapeFaults(issue: Issue, shown: unknown): Fault[] {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: showPath([...path, key]), expected: 'no such key', got: showValue(key) }))
    case 'invalid_key':
      return [
        { path: showPath(path), expected: issue.issues[0]?.message ?? issue.message, got: showValue(path.at(-1)) },
      ]
    case 'invalid_union': {
      const meant = meantOption(issue.errors, valueAt(shown, path))
      if (meant) return meant.flatMap((one) => shapeFaults({ ...one, path: [...path, ...one.path] }, shown))
    }
  }
  return [{ path: showPath(path), expected: issue.message, got: showValue(valueAt(shown, path)) }]
}

/**
 * The option that was meant, if there is but one: of a mapping the only one that is for mappings; else all keys that were
 * given are its own, and if that leaves several for a mapping, none of its keys is missing. What is wrong with it is what
 * is wrong.
 */
function meantOption(options: readonly Issue[][], given: unknown): Issue[] | undefined {
  const apt = options.filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
  const [only] = apt.length === 1 ? apt : []
  if (only && isMapping(given)) return only
  const close = options.filter((issues) => !issues.some(({ code }) => code === 'unrecognized_keys'))
  if (close.length <= 1 || !isMapping(given)) return close.length === 1 ? close[0] : undefined
  const whole = close.filter((issues) => issues.every(({ path }) => valueAt(given, path) !== undefined))
  return whole.length === 1 ? whole[0] : undefined
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What zod expected, in words; what the schema itself says takes precedence over it. */
export function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1 ? showValue(issue.values[0]) : `one of ${issue.values.map(showValue).join(', ')}`
    case 'too_small':
      return limit(issue, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')
    case 'too_big':
      return limit(issue, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')
    default:
      return undefined
  }
}

function limit({ origin }: { origin: string }, bound: number | bigint, relation: string): string {
  const unit = { array: ['entry', 'entries'], string: ['character', 'characters'] }[origin] ?? []
  return [relation, bound, unit[Number(bound) === 1 ? 0 : 1]].filter((word) => word !== undefined).join(' ')
}
