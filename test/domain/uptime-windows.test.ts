import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeline } from '#domain/timeline.ts'
import { uptimeOf } from '#domain/uptime.ts'
import { type UptimeWindow, uptimeWindows } from '#domain/uptime-windows.ts'
import { componentRecord } from '../arbitraries.ts'
import { HOUR, NOW, spell } from '../site/view.ts'

const DAY = 24 * HOUR
const PAGE = { ...uptimeOf([], 0, 0), uptime: 0.9, coverage: 0.8 }

describe('uptimeWindows', () => {
  test('each window has what its own time comes to, and 90 days what the page says', () => {
    const history = [
      spell('major_outage', NOW - 6 * DAY - 12 * HOUR, 12 * HOUR),
      spell('operational', NOW - 6 * DAY, 5 * DAY),
      spell('partial_outage', NOW - DAY, 12 * HOUR),
      spell('operational', NOW - 12 * HOUR, 12 * HOUR),
    ]
    const both = (uptime: number, coverage: number) => ({ uptime, coverage })
    expect(uptimeWindows(history, PAGE, NOW)).toEqual<Record<UptimeWindow, object>>({
      '24h': both(1 - (0.3 * 12) / 24, 1),
      '7d': both(expect.closeTo(1 - (12 + 0.3 * 12) / (6.5 * 24), 12), 6.5 / 7),
      '30d': both(expect.closeTo(1 - (12 + 0.3 * 12) / (6.5 * 24), 12), 6.5 / 30),
      '90d': both(0.9, 0.8),
    })
  })

  test('where nothing was observed there is no uptime', () =>
    expect(uptimeWindows([], PAGE, NOW)['24h']).toEqual({ uptime: null, coverage: 0 }))

  test('a window is what the whole timeline comes to in it', () =>
    fc.assert(
      fc.property(componentRecord, (record) => {
        // Its instants are small numbers: taken as hours they are apart by as much as the windows are long.
        const history = timeline(record, 0, 100).map((one) => ({ ...one, from: one.from * HOUR, to: one.to * HOUR }))
        const at = 100 * HOUR
        const { uptime, coverage } = uptimeOf(history, at - DAY, at)
        expect(uptimeWindows(history, PAGE, at)['24h']).toEqual({ uptime, coverage })
      }),
    ))
})
