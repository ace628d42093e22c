import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Impact, Status } from '#domain/status.ts'

export const INDICATORS = ['none', 'maintenance', 'minor', 'major', 'critical'] as const
export type Indicator = (typeof INDICATORS)[number]

/** Statuspage's one word for a whole page. */
export interface PageStatus {
  indicator: Indicator
  description: string
}

/** Statuspage has no word for what nobody knows; it never says that such a thing is well. */
export type StatuspageStatus = Exclude<Status, 'unknown'>

export function toStatuspageStatus(status: Status): StatuspageStatus {
  return status === 'unknown' ? 'degraded_performance' : status
}

const OF_IMPACT: Readonly<Record<Impact, PageStatus>> = {
  degraded_performance: { indicator: 'minor', description: 'Partially Degraded Service' },
  partial_outage: { indicator: 'major', description: 'Partial System Outage' },
  major_outage: { indicator: 'critical', description: 'Major Service Outage' },
}

/** An incident's impact in Statuspage's words. */
export function toStatuspageImpact(impact: Impact | null): Indicator {
  return impact === null ? 'none' : OF_IMPACT[impact].indicator
}

/** The page's status by the ladder that Statuspage documents; an unresolved incident that is worse raises it. */
export function pageStatus({ components, incidents }: Pick<PublicView, 'components' | 'incidents'>): PageStatus {
  const said = ladder(components.map(({ status }) => status))
  const worst = worstOpen(incidents)
  const raised = worst && OF_IMPACT[worst]
  return raised && rank(raised) > rank(said) ? raised : said
}

function ladder(statuses: readonly Status[]): PageStatus {
  const some = (status: Status) => statuses.includes(status)
  const all = (status: Status) => statuses.length > 0 && statuses.every((one) => one === status)
  if (all('major_outage')) return OF_IMPACT.major_outage
  if (some('major_outage') || all('partial_outage')) return OF_IMPACT.partial_outage
  if (some('partial_outage')) return { indicator: 'minor', description: 'Minor Service Outage' }
  if (all('degraded_performance')) return { indicator: 'minor', description: 'Degraded System Service' }
  if (some('degraded_performance')) return OF_IMPACT.degraded_performance
  if (some('unknown') || statuses.length === 0) return { indicator: 'minor', description: 'Monitoring Delayed' }
  if (some('under_maintenance')) return { indicator: 'maintenance', description: 'Service Under Maintenance' }
  return { indicator: 'none', description: 'All Systems Operational' }
}

function worstOpen(incidents: readonly PublicIncident[]): Impact | null {
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null)
  const impacts = open.flatMap(({ impact }) => impact ?? [])
  return impacts.sort((a, b) => rank(OF_IMPACT[b]) - rank(OF_IMPACT[a]))[0] ?? null
}

function rank({ indicator }: PageStatus): number {
  return INDICATORS.indexOf(indicator)
}
