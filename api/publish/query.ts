import { instantOf } from '#domain/rfc3339.ts'
import { Problem } from '../problem.ts'

/** What a request asks of a document; each parameter counts once. */
export type Query = URLSearchParams

const LONGEST_QUOTED = 60

/**
 * Refuses parameters that there are not, and those said twice.
 *
 * @throws {Problem} `BAD_REQUEST`, with every fault
 */
export function expectParameters(query: Query, names: readonly string[]): void {
  const faults = [...new Set(query.keys())].flatMap((name) => {
    if (!names.includes(name)) return [faultOf(name, `expected ${listed(names)}`)]
    return query.getAll(name).length > 1 ? [faultOf(name, 'expected it once')] : []
  })
  if (faults.length > 0) throw badQuery(faults)
}

/**
 * The instant that a parameter names; `undefined` when it is not there.
 *
 * @param now  the latest that it may be, ms since the epoch
 * @throws {Problem} `BAD_REQUEST` that names the parameter, the value and what was expected
 */
export function readInstant(query: Query, name: string, now: number): number | undefined {
  const value = query.get(name)
  if (value === null) return undefined
  const instant = instantOf(value)
  if (instant === null) throw refused(name, value, 'an instant as RFC 3339 writes it, such as 2026-11-01T07:00:00Z')
  if (instant > now) throw refused(name, value, 'an instant that has passed')
  return instant
}

/**
 * The whole number that a parameter names; `undefined` when it is not there.
 *
 * @throws {Problem} `BAD_REQUEST` when it is none, or beyond its bounds
 */
export function readInteger(
  query: Query,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const value = query.get(name)
  if (value === null) return undefined
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= least && number <= most)) throw refused(name, value, `a whole number from ${least} to ${most}`)
  return number
}

/**
 * The one of some words that a parameter is; the first when it is not there.
 *
 * @throws {Problem} `BAD_REQUEST` when it is another
 */
export function readWord<Word extends string>(query: Query, name: string, words: readonly [Word, ...Word[]]): Word {
  const value = query.get(name) ?? words[0]
  const word = words.find((one) => one === value)
  if (word === undefined) throw refused(name, value, listed(words))
  return word
}

/** A query that cannot be answered because of one parameter. */
export function refused(name: string, value: string, expected: string): Problem {
  return badQuery([faultOf(name, `expected ${expected}, got "${value.slice(0, LONGEST_QUOTED)}"`)])
}

interface Fault {
  parameter: string
  detail: string
}

function faultOf(parameter: string, detail: string): Fault {
  return { parameter: parameter.slice(0, LONGEST_QUOTED), detail }
}

function badQuery(faults: readonly Fault[]): Problem {
  const told = faults.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; ')
  return new Problem('BAD_REQUEST', told, { errors: faults })
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
