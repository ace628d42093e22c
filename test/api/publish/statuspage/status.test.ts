import { describe, expect, test } from 'vitest'
import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicComponent } from '#domain/public-view.ts'
import type { Impact, Status } from '#domain/status.ts'
import { pageStatus } from '../../../../api/publish/statuspage/status.ts'

const said = (statuses: Status[], impacts: Impact[] = []) => {
  const components = statuses.map((status) => ({ status }) as PublicComponent)
  const incidents = impacts.map((impact) => ({ impact, resolvedAt: null }) as PublicIncident)
  const { indicator, description } = pageStatus({ components, incidents })
  return `${indicator}: ${description}`
}

describe('pageStatus', () => {
  test.each<[Status[], string]>([
    [['operational', 'operational'], 'none: All Systems Operational'],
    [['major_outage', 'major_outage'], 'critical: Major Service Outage'],
    [['major_outage', 'operational'], 'major: Partial System Outage'],
    [['partial_outage', 'partial_outage'], 'major: Partial System Outage'],
    [['partial_outage', 'operational'], 'minor: Minor Service Outage'],
    [['degraded_performance', 'degraded_performance'], 'minor: Degraded System Service'],
    [['degraded_performance', 'operational'], 'minor: Partially Degraded Service'],
    [['degraded_performance', 'unknown'], 'minor: Partially Degraded Service'],
    [['unknown', 'operational'], 'minor: Monitoring Delayed'],
    [['unknown', 'under_maintenance'], 'minor: Monitoring Delayed'],
    [['under_maintenance', 'operational'], 'maintenance: Service Under Maintenance'],
    [[], 'minor: Monitoring Delayed'],
  ])('%j is %s', (statuses, expected) => expect(said(statuses)).toBe(expected))

  test.each<[Status, Impact, string]>([
    ['operational', 'degraded_performance', 'minor: Partially Degraded Service'],
    ['under_maintenance', 'partial_outage', 'major: Partial System Outage'],
    ['degraded_performance', 'major_outage', 'critical: Major Service Outage'],
    ['major_outage', 'degraded_performance', 'critical: Major Service Outage'],
  ])('%s with an open incident of %s is %s', (status, impact, expected) =>
    expect(said([status], [impact])).toBe(expected),
  )
})
