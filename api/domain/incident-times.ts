import { ChangeRefused } from './change-refused.ts'
import type { IncidentStatus } from './incident.ts'

/**
 * When what is said to be resolved was over; `null` while it is not.
 *
 * @throws {ChangeRefused} when that lies ahead, before the start, or when it is not resolved
 */
export function endOf(
  { resolvedAt }: { resolvedAt: number | null },
  { status, startedAt, at }: { status: IncidentStatus; startedAt: number; at: number },
): number | null {
  if (status !== 'resolved') {
    if (resolvedAt === null) return null
    throw new ChangeRefused('expected none unless the status is resolved', '/resolvedAt')
  }
  const end = resolvedAt ?? Math.max(startedAt, at)
  requirePast(end, '/resolvedAt', at)
  requireOrder(startedAt, end, '/resolvedAt')
  return end
}

/** @throws {ChangeRefused} for an instant that has not passed at `at` */
export function requirePast(instant: number, pointer: string, at: number): void {
  if (instant > at) throw new ChangeRefused('expected an instant that has passed', pointer)
}

/** @throws {ChangeRefused} for a promise that lies in the past */
export function requireComing(instant: number | null, at: number): void {
  if (instant !== null && instant <= at) throw new ChangeRefused('expected an instant to come', '/nextUpdateBy')
}

/** @throws {ChangeRefused} for an end before the start */
export function requireOrder(startedAt: number, resolvedAt: number, pointer: string): void {
  if (resolvedAt < startedAt) throw new ChangeRefused('expected an end that is not before the start', pointer)
}
