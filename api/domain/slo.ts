import type { Interval } from './timeline.ts'
import { lostMs, observedMs, type Uptime, uptimeOf } from './uptime.ts'

/** What is promised of a component. */
export interface Slo {
  /** The promised uptime, strictly between 0 and 1, as 0.999. */
  objective: number
  /** Over how long: whole days up to now. */
  periodMs: number
  /** Whether readers may know of it. */
  public: boolean
}

/** How an objective stands at one instant. */
export interface SloReport extends Pick<Slo, 'objective' | 'periodMs'>, Pick<Uptime, 'uptime' | 'coverage'> {
  /** What is lost by outages may be so much of the time observed; `null` when nothing was observed. */
  budget: ErrorBudget | null
}

/** Time that may be lost: a partial outage takes 0.3 of its length, as it does of uptime. */
export interface ErrorBudget {
  totalMs: number
  spentMs: number
  /** What is left over the whole: 1 when nothing is spent, less than 0 when more than all is. */
  remaining: number
}

/**
 * How an objective stands over its period.
 *
 * @param timeline  of the page's days, up to `at`; a period that begins before them is as long as they are
 */
export function sloReport(
  { objective, periodMs }: Slo,
  timeline: readonly Interval[],
  { from, at }: { from: number; at: number },
): SloReport {
  const { uptime, coverage, ms } = uptimeOf(timeline, Math.max(from, at - periodMs), at)
  const budget =
    uptime === null ? null : errorBudget({ uptime, observedMs: observedMs(ms), spentMs: lostMs(ms) }, objective)
  return { objective, periodMs, uptime, coverage, budget }
}

function errorBudget(
  { uptime, observedMs, spentMs }: { uptime: number; observedMs: number; spentMs: number },
  objective: number,
): ErrorBudget {
  // A whole number of ms, or the float of 1 − 0.999 would show.
  const totalMs = Math.round(observedMs * (1 - objective))
  return { totalMs, spentMs, remaining: 1 - burnRate(1 - uptime, objective) }
}

/**
 * How fast an objective spends its error budget; 1 spends all of it in exactly one SLO period.
 *
 * @param failed     share of time lost in the alert window, 0–1
 * @param objective  the promised ratio, strictly between 0 and 1, e.g. 0.999
 * @returns unitless, 0 or more; 14.4 held for one hour spends 2 % of a 30-day budget
 * @throws {RangeError} when the objective is outside (0, 1)
 * @see Google SRE Workbook, chapter 5, table 5-8
 */
export function burnRate(failed: number, objective: number): number {
  if (!(objective > 0 && objective < 1)) throw new RangeError(`Expected an objective between 0 and 1, got ${objective}`)
  return failed / (1 - objective)
}

/**
 * The burn rate that spends a share of the budget within a window.
 *
 * @returns unitless; 2 % of 30 days within an hour is 14.4
 */
export function burnRateOf(budgetShare: number, windowMs: number, periodMs: number): number {
  return (budgetShare * periodMs) / windowMs
}
