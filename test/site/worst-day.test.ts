import { describe, expect, test } from 'vitest'
import type { Interval } from '#domain/timeline.ts'
import { worstDay } from '../../site/worst-day.ts'
import { HOUR, MINUTE, makeComponent, spell } from './view.ts'

const worstOf = (spells: Interval[]) => worstDay(makeComponent({}, spells).days)

describe('worstDay', () => {
  test.each<[string, Interval[]]>([
    ['days that were all well', []],
    ['maintenance', [spell('under_maintenance', '2026-11-01T07:00Z', 2 * HOUR)]],
    ['days without evidence', [spell('unknown', '2026-11-01T07:00Z', 48 * HOUR)]],
  ])('%s have none', (_, spells) => expect(worstOf(spells)).toBeNull())

  test('a minute of major outage is worse than a day of degradation', () => {
    const spells = [
      spell('degraded_performance', '2026-11-02T05:00Z', 24 * HOUR),
      spell('major_outage', '2026-11-09T15:00Z', MINUTE),
    ]
    expect(worstOf(spells)).toEqual({ date: '2026-11-09', status: 'major_outage', durationMs: MINUTE })
  })

  test('of two days the one on which it lasted longer is named, by the calendar of the page', () => {
    const spells = [spell('partial_outage', '2026-11-03T04:00Z', 3 * HOUR)]
    expect(worstOf(spells)).toEqual({ date: '2026-11-03', status: 'partial_outage', durationMs: 2 * HOUR })
  })

  test('of equal days the later is named', () => {
    const spells = [spell('major_outage', '2026-11-03T15:00Z', HOUR), spell('major_outage', '2026-11-05T15:00Z', HOUR)]
    expect(worstOf(spells)?.date).toBe('2026-11-05')
  })
})
