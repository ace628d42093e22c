import type { Status } from './status.ts'

/** The page's one status, from those of its components. */
export function overall(statuses: readonly Status[]): Status {
  const counted: readonly Status[] = statuses.filter((status) => status !== 'under_maintenance')
  const have = (status: Status) => counted.includes(status)
  if (statuses.length === 0) return 'unknown'
  if (counted.length === 0) return 'under_maintenance'
  if (2 * counted.filter((status) => status === 'major_outage').length >= counted.length) return 'major_outage'
  if (have('major_outage') || have('partial_outage')) return 'partial_outage'
  if (have('degraded_performance')) return 'degraded_performance'
  if (have('unknown')) return 'unknown'
  return counted.length < statuses.length ? 'under_maintenance' : 'operational'
}
