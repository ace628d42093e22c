import { describe, expect, test } from 'vitest'
import { type ComponentFacts, checkStatus, componentStatus } from '#domain/component-status.ts'
import type { Impact, Status } from '#domain/status.ts'
import type { Verdict } from '#domain/verdict.ts'

describe('checkStatus', () => {
  test.each<[Verdict, Impact | null, Status]>([
    ['up', null, 'operational'],
    ['degraded', null, 'degraded_performance'],
    ['partial', null, 'partial_outage'],
    ['down', null, 'major_outage'],
    ['unknown', null, 'unknown'],
    ['down', 'partial_outage', 'partial_outage'],
    ['partial', 'degraded_performance', 'degraded_performance'],
    ['degraded', 'major_outage', 'degraded_performance'],
    ['up', 'degraded_performance', 'operational'],
    ['unknown', 'degraded_performance', 'unknown'],
  ])('%s capped to %s says %s', (verdict, worst, status) => expect(checkStatus(verdict, worst)).toBe(status))
})

describe('componentStatus', () => {
  const quiet: ComponentFacts = { checks: ['operational'], inMaintenance: false, impacts: [] }
  test.each<[Partial<ComponentFacts>, Status]>([
    [{}, 'operational'],
    [{ checks: [] }, 'unknown'],
    [{ checks: ['unknown', 'unknown'] }, 'unknown'],
    [{ checks: ['unknown', 'operational'] }, 'operational'],
    [{ checks: ['operational', 'partial_outage', 'degraded_performance'] }, 'partial_outage'],
    [{ checks: ['major_outage'], inMaintenance: true }, 'under_maintenance'],
    [{ checks: [], inMaintenance: true }, 'under_maintenance'],
    [{ inMaintenance: true, impacts: ['degraded_performance'] }, 'degraded_performance'],
    [{ checks: ['major_outage'], impacts: ['degraded_performance'] }, 'major_outage'],
    [{ checks: ['unknown'], impacts: ['degraded_performance', 'partial_outage'] }, 'partial_outage'],
  ])('with %j it is %s', (facts, status) => expect(componentStatus({ ...quiet, ...facts })).toBe(status))
})
