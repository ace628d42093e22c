import { describe, expect, test } from 'vitest'
import { overall } from '#domain/overall.ts'
import type { Status } from '#domain/status.ts'

describe('overall', () => {
  test.each<[Status[], Status]>([
    [[], 'unknown'],
    [['operational', 'operational'], 'operational'],
    [['under_maintenance', 'under_maintenance'], 'under_maintenance'],
    [['under_maintenance', 'operational'], 'under_maintenance'],
    [['under_maintenance', 'unknown'], 'unknown'],
    [['unknown', 'operational'], 'unknown'],
    [['unknown', 'degraded_performance'], 'degraded_performance'],
    [['partial_outage', 'degraded_performance'], 'partial_outage'],
    [['major_outage', 'operational', 'operational'], 'partial_outage'],
    [['major_outage', 'operational'], 'major_outage'],
    [['major_outage', 'operational', 'under_maintenance', 'under_maintenance'], 'major_outage'],
    [['major_outage', 'unknown', 'unknown'], 'partial_outage'],
  ])('a page of %j is %s', (statuses, status) => expect(overall(statuses)).toBe(status))
})
