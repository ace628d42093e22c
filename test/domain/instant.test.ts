import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { statusAsOf, statusAt } from '#domain/instant.ts'
import type { Status } from '#domain/status.ts'
import type { ComponentRecord } from '#domain/timeline.ts'
import { componentRecord } from '../arbitraries.ts'

const RECORD: ComponentRecord = {
  checks: [
    {
      regions: {
        local: [
          { at: 0, recordedAt: 0, verdict: 'up' },
          { at: 10, recordedAt: 30, verdict: 'down' },
        ],
      },
      worst: null,
    },
  ],
  maintenance: [
    { from: 40, to: 60, recordedAt: 1, supersededAt: 50 },
    { from: 40, to: 80, recordedAt: 50 },
  ],
  incidents: [{ from: 90, to: null, impact: 'partial_outage', recordedAt: 95 }],
}

describe('statusAt and statusAsOf', () => {
  test.each<[number, string, Status, Status]>([
    [9, 'before the outage', 'operational', 'operational'],
    [10, 'when the outage had begun, unconfirmed', 'major_outage', 'operational'],
    [30, 'when it was confirmed', 'major_outage', 'major_outage'],
    [45, 'in the maintenance', 'under_maintenance', 'under_maintenance'],
    [65, 'in its extension', 'under_maintenance', 'under_maintenance'],
    [80, 'after it', 'major_outage', 'major_outage'],
    [92, 'in a lesser incident', 'major_outage', 'major_outage'],
  ])('at %d, %s, the status was %s and the page said %s', (t, _when, was, said) => {
    expect(statusAt(RECORD, t)).toBe(was)
    expect(statusAsOf(RECORD, t)).toBe(said)
  })

  test('what the page said is not changed by what is recorded later', () =>
    fc.assert(
      fc.property(componentRecord, componentRecord, fc.nat(100), (record, later, t) => {
        const recordedAt = t + 1
        const both: ComponentRecord = {
          checks: record.checks,
          maintenance: [
            ...record.maintenance.map((span) => ({ ...span, supersededAt: recordedAt })),
            ...later.maintenance.map((span) => ({ ...span, recordedAt })),
          ],
          incidents: [...record.incidents, ...later.incidents.map((span) => ({ ...span, recordedAt }))],
        }
        expect(statusAsOf(both, t)).toBe(statusAsOf(record, t))
      }),
    ))

  test('once everything is recorded, the page says what is so', () =>
    fc.assert(
      fc.property(componentRecord, (record) => {
        expect(statusAsOf(record, 500)).toBe(statusAt(record, 500))
      }),
    ))
})
