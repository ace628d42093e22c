import { burnRateOf, type Slo } from '#domain/slo.ts'

/** Two windows over which the error budget must burn too fast before anybody is told. */
export interface BurnWindows {
  /** What share of the budget is gone when the long window has burned at this rate. */
  share: number
  longMs: number
  /** Ends the alert soon after the burning does: a twelfth of the long one. */
  shortMs: number
  severity: 'critical' | 'warning'
  /** How many times faster than it may. */
  rate: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Google SRE Workbook, chapter 5, section 6: table 5-8, and the pair of a day that its example adds. */
const TABLE = [
  { share: 0.02, longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, severity: 'critical' },
  { share: 0.05, longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, severity: 'critical' },
  { share: 0.1, longMs: 24 * HOUR_MS, shortMs: 2 * HOUR_MS, severity: 'warning' },
  { share: 0.1, longMs: 72 * HOUR_MS, shortMs: 6 * HOUR_MS, severity: 'warning' },
] as const

/**
 * The windows of an objective, with the rates that spend the same share of the budget in a period of any length. Left out
 * are rates that the whole period may keep up, and those that even a total outage does not reach.
 */
export function burnWindows({ objective, periodMs }: Pick<Slo, 'objective' | 'periodMs'>): BurnWindows[] {
  return TABLE.map((row) => ({ ...row, rate: rounded(burnRateOf(row.share, row.longMs, periodMs)) })).filter(
    ({ rate }) => rate >= 1 && rate * (1 - objective) < 1,
  )
}

/** Without what floats add. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
