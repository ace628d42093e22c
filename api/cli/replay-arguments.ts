import { instantOf } from '#domain/rfc3339.ts'
import { type Fault, parseOptions } from './parse-options.ts'

/** Which results are judged again, and by which file. */
export interface ReplayWanted {
  policyFile: string
  /** Ms since the epoch. */
  from: number
  to: number
  json: boolean
}

const USAGE = 'Usage: npm run replay -- --policy candidate.yaml [--from 2026-11-01T00:00:00Z] [--to …] [--json]'
const OPTIONS = {
  policy: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** What a command line asks for, or what is wrong with it. Unless said, it is all results that are kept until now. */
export function readReplayArguments(
  args: readonly string[],
  { now, keepResultsMs }: { now: number; keepResultsMs: number },
): ReplayWanted | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS }, USAGE)
  if ('fault' in given) return given
  const { policy, from, to, json } = given.values
  if (policy === undefined) return { fault: `Expected --policy and a file.\n${USAGE}` }
  const end = to === undefined ? now : instantOf(to)
  const start = from === undefined ? (end ?? now) - keepResultsMs : instantOf(from)
  if (start === null) return { fault: `--from: expected an instant as RFC 3339 writes it, got ${from}\n${USAGE}` }
  if (end === null) return { fault: `--to: expected an instant as RFC 3339 writes it, got ${to}\n${USAGE}` }
  if (start >= end) return { fault: `--from: expected an instant before ${new Date(end).toISOString()}\n${USAGE}` }
  return { policyFile: policy, from: start, to: end, json }
}
