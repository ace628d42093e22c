/** Component statuses, best to worst. The order is the rule. */
export const STATUSES = [
  'operational',
  'under_maintenance',
  'unknown',
  'degraded_performance',
  'partial_outage',
  'major_outage',
] as const
export type Status = (typeof STATUSES)[number]

/** The statuses that an incident can state and that a check can be capped to. */
export const IMPACTS = ['degraded_performance', 'partial_outage', 'major_outage'] as const satisfies readonly Status[]
export type Impact = (typeof IMPACTS)[number]

/** The status of a group: that of its worst member. Of a group without members nothing is known. */
export function worst(members: readonly Status[]): Status {
  return STATUSES.findLast((status) => members.includes(status)) ?? 'unknown'
}
