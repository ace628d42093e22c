import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type MaintenanceEvent, type MaintenanceSeries, occurrenceState } from '#domain/maintenance.ts'
import { type PreviewedTime, previewOf } from '#domain/preview.ts'
import { createPlanner } from '../planner.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOTICE = 7 * DAY

const SERIES: MaintenanceSeries = {
  ...{ id: 'monthly', title: 'Monthly maintenance', description: '', components: ['api'], expect: [], noticeDays: 7 },
  ...{ rrule: null, startsAt: '', timezone: 'UTC', durationMinutes: 90 },
}
const [SHIPPED] = parse(readFileSync('probes/scopien.yaml', 'utf8')).maintenance as MaintenanceSeries[]

/** A rule by the clocks of a zone, and what these show at a start on a day on which they change. */
type Hard = [when: string, timezone: string, rrule: string, startsAt: string, shown: string]

const HARD: readonly Hard[] = [
  [
    'around half an hour that is left out',
    'Australia/Lord_Howe',
    'FREQ=MONTHLY;BYDAY=1SU;BYHOUR=1,2;BYMINUTE=15,45;BYSETPOS=2,3',
    '2026-01-04T01:45:00',
    '2026-10-04T02:45:00+11:00',
  ],
  [
    'at midnight, which is left out',
    'Africa/Cairo',
    'FREQ=WEEKLY;BYDAY=FR',
    '2026-01-02T00:00:00',
    '2026-04-24T01:00:00+03:00',
  ],
  [
    'in two hours that are left out',
    'Antarctica/Troll',
    'FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1',
    '2026-01-25T02:30:00',
    '2026-03-29T04:30:00+02:00',
  ],
  [
    'in an hour that comes twice',
    'America/St_Johns',
    'FREQ=YEARLY;BYMONTH=3,11;BYDAY=1SU,2SU',
    '2026-01-01T01:30:00',
    '2026-11-01T01:30:00-02:30',
  ],
  [
    'at a quarter past',
    'Pacific/Chatham',
    'FREQ=MONTHLY;BYDAY=1SU,-1SU',
    '2026-01-04T03:15:00',
    '2026-09-27T04:15:00+13:45',
  ],
  [
    'on a day that was lost',
    'Pacific/Apia',
    'FREQ=MONTHLY;BYMONTHDAY=-1,-2;BYHOUR=10',
    '2011-01-01T10:00:00',
    '2011-12-31T10:00:00+14:00',
  ],
  [
    'in weeks by number, until it ends',
    'Europe/Berlin',
    'FREQ=YEARLY;BYWEEKNO=1,13,53;BYDAY=SU;UNTIL=20270404T003000Z',
    '2020-06-01T02:30:00',
    '2026-03-29T03:30:00+02:00',
  ],
  [
    'by number of the day, as often as is said',
    'America/New_York',
    'FREQ=YEARLY;BYYEARDAY=67,-61,60;COUNT=20',
    '2020-01-01T02:30:00',
    '2026-03-08T03:30:00-04:00',
  ],
]

describe('two years of planned work', () => {
  const hard = HARD.map(
    ([when, timezone, rrule, startsAt, shown]) => [when, { ...SERIES, timezone, rrule, startsAt }, shown] as const,
  )

  test.each([['as shipped', { ...SERIES, ...SHIPPED }, '2026-11-01T02:00:00-05:00'] as const, ...hard])(
    '%s: what takes place is what was announced',
    (_when, series, shown) => {
      const from = Date.parse(`${shown.slice(0, 4)}-01-01T00:00:00Z`)
      const to = from + 2 * 366 * DAY
      const announced = previewOf(series, { from, count: 300 }).filter(({ startsAt }) => startsAt <= to + NOTICE)
      expect(announced.map(({ local }) => local.startsAt)).toContain(shown)

      const planner = createPlanner(series)
      const wrong = instants(announced, from, to).filter((at) => {
        planner.tick(at)
        const current = planner.occurrences().filter((one) => occurrenceState(one, at) === 'in_progress')
        return spans(current) !== spans(announced.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt))
      })
      expect(wrong.map((at) => new Date(at).toISOString())).toEqual([])
      expect(told(planner.events())).toEqual(expected(announced, from, to))
      expect(planner.events().filter(({ at, recordedAt }) => at !== recordedAt)).toEqual([])
      expect(planner.revised()).toEqual([])
    },
  )
})

function spans(times: readonly { startsAt: number; endsAt: number }[]): string {
  return times
    .map(({ startsAt, endsAt }) => `${startsAt} ${endsAt}`)
    .sort()
    .join()
}

/** Every boundary with the minutes around it, and between them a look a day. */
function instants(announced: readonly PreviewedTime[], from: number, to: number): number[] {
  const boundaries = announced.flatMap(({ startsAt, endsAt }) => [startsAt - NOTICE, startsAt - HOUR, startsAt, endsAt])
  const around = boundaries.flatMap((at) => [-2, -1, 0, 1, 2].map((minutes) => at + minutes * MINUTE))
  const between = Array.from({ length: (to - from) / DAY }, (_, n) => from + n * DAY)
  const all = [...around, ...between].filter((at) => at >= from && at < to)
  return [...new Set(all)].sort((a, b) => a - b)
}

function told(events: readonly MaintenanceEvent[]): string[] {
  return events.map(({ kind, at }) => `${new Date(at).toISOString()} ${kind}`).sort()
}

/** What has to be told by the end: a notice a week before, or at once, a reminder, the start and the end. */
function expected(announced: readonly PreviewedTime[], from: number, to: number): string[] {
  const events = announced.flatMap(({ startsAt, endsAt }) => {
    const announcedAt = Math.max(startsAt - NOTICE, from)
    return [
      ...([
        ['announced', announcedAt],
        ['started', startsAt],
        ['ended', endsAt],
      ] as const),
      ...(startsAt - HOUR >= announcedAt ? [['reminder', startsAt - HOUR] as const] : []),
    ]
  })
  return events
    .filter(([, at]) => at < to)
    .map(([kind, at]) => `${new Date(at).toISOString()} ${kind}`)
    .sort()
}
