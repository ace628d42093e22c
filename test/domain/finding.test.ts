import { describe, expect, test } from 'vitest'
import { findingOf } from '#domain/finding.ts'
import { overall } from '#domain/overall.ts'
import type { Status } from '#domain/status.ts'

const found = (...statuses: Status[]) =>
  findingOf(
    overall(statuses),
    statuses.map((status, n) => ({ name: `C${n}`, status })),
  )

describe('findingOf', () => {
  test('says who suffers how, worst first', () =>
    expect(found('degraded_performance', 'operational', 'major_outage', 'degraded_performance')).toEqual({
      kind: 'wrong',
      complaints: [
        { status: 'major_outage', count: 1, names: ['C2'] },
        { status: 'degraded_performance', count: 2, names: ['C0', 'C3'] },
      ],
    }))

  test('names three at most', () =>
    expect(found(...Array<Status>(4).fill('partial_outage'))).toEqual({
      kind: 'wrong',
      complaints: [{ status: 'partial_outage', count: 4, names: null }],
    }))

  test.each<[Status[], object]>([
    [['operational'], { kind: 'well' }],
    [['operational', 'under_maintenance'], { kind: 'maintenance' }],
    [[], { kind: 'silence', names: null }],
    [['unknown', 'unknown'], { kind: 'silence', names: null }],
    [['unknown', 'operational'], { kind: 'silence', names: ['C0'] }],
    [['major_outage', 'major_outage'], { kind: 'all_down' }],
  ])('of %j is %j', (statuses, finding) => expect(found(...statuses)).toEqual(finding))
})
