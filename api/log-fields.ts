import type { ToldError } from './told-error.ts'

/** All that a line may say besides its time, level and message: what is not chosen here is not written. */
const CHOSEN = [
  ...['address', 'method', 'ms', 'path', 'requestId', 'route', 'status'],
  ...['check', 'outcome', 'reason', 'region', 'since', 'trace_id', 'span_id', 'verdict'],
  ...['components', 'configuration', 'database', 'document', 'faults', 'folder', 'publishDir', 'step', 'url'],
  ...[
    'again',
    'at',
    'backup',
    'bytes',
    'heldMs',
    'incident',
    'maintenance',
    'megabytes',
    'message',
    'removed',
    'seconds',
  ],
] as const

type Plain = string | number | boolean | null | undefined

/** What may be told of an event. */
export type LogFields = { readonly [Name in (typeof CHOSEN)[number]]?: Plain } & {
  /** Anything that was thrown; of an error only what `tellError` chooses. */
  readonly err?: unknown
  /** What went wrong: in words, or as an error without its message. */
  readonly fault?: string | Omit<ToldError, 'message'>
}

const PLAIN: ReadonlySet<string> = new Set(CHOSEN)
/** Those that have a form of their own. */
const FORMED: ReadonlySet<string> = new Set(['err', 'fault'])

/** Fields as they are written: those that are chosen, and under `dropped` the names of what was not. */
export function chosenFields(fields: object): Record<string, unknown> {
  const isChosen = ([name, value]: [string, unknown]): boolean =>
    FORMED.has(name) || (PLAIN.has(name) && (typeof value !== 'object' || value === null))
  const { kept = [], dropped = [] } = Object.groupBy(Object.entries(fields), (one) =>
    isChosen(one) ? 'kept' : 'dropped',
  )
  return { ...Object.fromEntries(kept), ...(dropped.length > 0 && { dropped: dropped.map(([name]) => name) }) }
}
