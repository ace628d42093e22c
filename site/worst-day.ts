import { STATUSES, type Status } from '#domain/status.ts'
import type { DayBar } from '#domain/uptime.ts'

const DISTURBED: readonly Status[] = ['degraded_performance', 'partial_outage', 'major_outage']

export interface WorstDay {
  /** The calendar day, `2026-11-03`. */
  date: string
  status: Status
  durationMs: number
}

/** The day on which the worst status of all days lasted longest, the later of equals; `null` when nothing was wrong. */
export function worstDay(days: readonly DayBar[]): WorstDay | null {
  const status = STATUSES.findLast((candidate) => days.some((day) => day.ms[candidate] > 0) && isBad(candidate))
  if (!status) return null
  const day = days.reduce((worst, next) => (next.ms[status] >= worst.ms[status] ? next : worst))
  return { date: day.date, status, durationMs: day.ms[status] }
}

const isBad = (status: Status) => DISTURBED.includes(status)
