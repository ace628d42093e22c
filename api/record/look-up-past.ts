import { Problem } from '../problem.ts'
import type { Past } from '../publish/past.ts'
import type { StatusRecord } from './record.ts'
import type { Recorder } from './recorder.ts'

export interface LookUpDeps {
  /** Ms since the epoch. */
  now: () => number
  /** The newest that was stored of every check. */
  evidence: Recorder['evidence']
  /** The record in use. */
  record: () => StatusRecord
}

/** Looks up the facts of before, in the record that is in use. */
export function lookUpPast({ now, evidence, record }: LookUpDeps): Past {
  return {
    factsOfPast: (past) => read(() => record().factsOfPast(past, evidence(), now())),
    latencies: (window) => read(() => record().latencies(window)),
    incidents: (query) => read(() => record().told.incidents(query)),
    incident: (id) => read(() => record().told.incident(id)),
    incidentsIn: (span) => read(() => record().told.incidentsIn(span)),
    occurrences: (query) => read(() => record().told.occurrences(query)),
    occurrence: (id, at) => read(() => record().told.occurrence(id, at)),
    everything: () => read(() => record().told.everything(now())),
  }
}

/** What the record says; a `Problem` of ours, not of who asked, while it cannot be read. */
async function read<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (cause) {
    throw new Problem('UNAVAILABLE', 'The record cannot be read just now. Ask again later.', { cause })
  }
}
