import { dayBars, days } from '#domain/calendar.ts'
import { statusAsOf, statusAt } from '#domain/instant.ts'
import { overall } from '#domain/overall.ts'
import { quorum } from '#domain/quorum.ts'
import { occurrences, type Recurrence } from '#domain/recurrence.ts'
import type { Impact, Status } from '#domain/status.ts'
import {
  type ComponentRecord,
  type IncidentSpan,
  type Interval,
  type MaintenanceSpan,
  timeline,
} from '#domain/timeline.ts'
import { uptimeOf } from '#domain/uptime.ts'
import { type Judged, judgeAll, type Transition, type Verdict } from '#domain/verdict.ts'

/** A component's record as the vectors write it: a check without a cap has no `worst`. */
interface RecordInput {
  checks: { regions: Record<string, Transition[]>; worst?: Impact }[]
  maintenance: MaintenanceSpan[]
  incidents: IncidentSpan[]
}

interface WindowInput {
  from: number
  to: number
}

interface VerdictInput {
  policy: { failAfter: number; recoverAfter: number; staleAfter: number }
  results: Judged[]
  until: number
}

/** What answers the cases of a file, by the file's name. */
export const VECTOR_FUNCTIONS: ReadonlyMap<string, (input: never) => unknown> = new Map([
  answers('verdict', ({ policy: { staleAfter, ...counts }, results, until }: VerdictInput) =>
    judgeAll(results, { ...counts, staleAfterMs: staleAfter }, until),
  ),
  answers('quorum', ({ verdicts }: { verdicts: Verdict[] }) => quorum(verdicts)),
  answers('timeline', ({ from, to, ...record }: RecordInput & WindowInput) => timeline(recordOf(record), from, to)),
  answers('instant', ({ t, ...record }: RecordInput & { t: number }) => ({
    at: statusAt(recordOf(record), t),
    asOf: statusAsOf(recordOf(record), t),
  })),
  answers('overall', ({ statuses }: { statuses: Status[] }) => overall(statuses)),
  answers('uptime', (input: WindowInput & { timeline: Interval[]; timezone: string }) => ({
    ...uptimeOf(input.timeline, input.from, input.to),
    days: dayBars(input.timeline, days(input.from, input.to, input.timezone)),
  })),
  answers('recurrence', ({ from, to, ...recurrence }: Recurrence & WindowInput) => occurrences(recurrence, from, to)),
])

function answers<Input>(name: string, answer: (input: Input) => unknown): [string, (input: never) => unknown] {
  return [name, answer]
}

function recordOf({ checks, maintenance, incidents }: RecordInput): ComponentRecord {
  return { checks: checks.map(({ regions, worst }) => ({ regions, worst: worst ?? null })), maintenance, incidents }
}
