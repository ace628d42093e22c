import { BARE_ANSWER } from './answer.ts'
import type { ErrorCodes, HeartbeatCheck, Schedule } from './check.ts'
import { printable } from './detail.ts'
import { judgeAnswer } from './judge-answer.ts'
import { UNOBSERVED } from './observed.ts'
import type { Result } from './result.ts'

/** The longest message that is kept of a beat, in UTF-16 code units. */
export const LONGEST_MESSAGE = 200

/** What a job says of itself. */
export interface Report {
  failed: boolean
  /** How long the job says that it ran; `null` when it does not say. */
  durationMs: number | null
  /** For operators, in the job's own words. */
  message: string | null
}

/** A report, and when it came, ms since the epoch. */
export interface Beat extends Report {
  at: number
}

/** When a cron expression comes true next. */
export type NextRunAt = (schedule: Extract<Schedule, { cron: string }>) => number

/** A report as it is taken in: the message cut. */
export function toBeat(report: Report, at: number): Beat {
  return { ...report, at, message: report.message?.slice(0, LONGEST_MESSAGE).toWellFormed() ?? null }
}

/**
 * What a beat says of its job: `down` for the reason `job_failed` when it reports a failure, else `up`, unless the
 * duration that it reports misses an expected latency. One that reports none counts as 0 ms, and misses nothing.
 */
export function beatResult(
  check: HeartbeatCheck,
  { at, failed, durationMs, message }: Beat,
  codes: ErrorCodes,
): Result {
  const took = Math.round(durationMs ?? 0)
  const detail = message === null ? null : printable(message, check)
  const result = { ...resultOf(check, at), durationMs: took }
  if (failed) return { ...result, outcome: 'down', reasonCode: 'job_failed', detail }
  const expect = durationMs === null ? [] : check.expect.filter(({ fact }) => fact === 'latency')
  const judgement = judgeAnswer({ ...check, expect }, BARE_ANSWER, { durationMs: took, at, errorCodes: codes })
  return { ...result, ...judgement, detail: judgement.detail ?? detail }
}

/** What silence says of a job: `down` for the reason `heartbeat_late`, at the instant at which it became late. */
export function lateResult(check: HeartbeatCheck, at: number): Result {
  return { ...resultOf(check, at), outcome: 'down', reasonCode: 'heartbeat_late' }
}

/** When a job is late that was last heard of, or first known, at `since`: after its interval, or next run, and the grace. */
export function lateAt({ schedule, graceMs }: HeartbeatCheck, since: number, nextRunAt: NextRunAt): number {
  const expectedAt = 'everyMs' in schedule ? since + schedule.everyMs : nextRunAt(schedule)
  return expectedAt + graceMs
}

/**
 * When a silence that was late at `since` is told again: soon until the verdict follows it, then once an interval, so
 * that what it says does not go stale.
 */
export function lateAgainAt(check: HeartbeatCheck, since: number, settled: boolean, nextRunAt: NextRunAt): number {
  const regular = lateAt(check, since - check.graceMs, nextRunAt)
  return settled ? regular : Math.min(regular, since + check.retryEveryMs)
}

function resultOf({ id, region }: HeartbeatCheck, at: number): Result {
  const said = { outcome: 'up', reasonCode: null, detail: null, retryAt: null } as const
  return { checkId: id, region, at, durationMs: 0, ...said, observed: UNOBSERVED, findings: [] }
}
