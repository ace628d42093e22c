import ICAL from 'ical.js'
import { sync as nodeIcal } from 'node-ical'
import { describe, expect, test } from 'vitest'
import { calendarRenderer } from '../../../../api/publish/calendar/calendar.ts'
import { toTimezone } from '../../../../api/publish/calendar/timezone.ts'
import { AWKWARD, storyView } from '../story.ts'

const view = storyView()
const text = String(await calendarRenderer.render(view))

/** Every event as ical.js reads it, its zones taken from the calendar itself. */
function eventsOf(calendar: string) {
  const root = new ICAL.Component(ICAL.parse(calendar))
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  return root.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    const [startsAt, endsAt] = [event.startDate, event.endDate].map((time) => time.toJSDate().getTime())
    const status = component.getFirstPropertyValue('status')
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      sequence: event.sequence,
      startsAt,
      endsAt,
      status,
    }
  })
}

describe('/maintenance.ics', () => {
  const events = eventsOf(text)

  test('has an event for each occurrence, at its instants', () => {
    expect(events.map(({ uid, startsAt, endsAt }) => [uid, startsAt, endsAt])).toEqual(
      view.occurrences.map(({ id, startsAt, endsAt }) => [`${id}@status.scopien.com`, startsAt, endsAt]),
    )
  })

  test('another reader finds the same instants', () => {
    const read = Object.values(nodeIcal.parseICS(text)).filter((one) => one?.type === 'VEVENT')
    expect(read.map((one) => [one?.uid, one?.type === 'VEVENT' && one.start.getTime()])).toEqual(
      view.occurrences.map(({ id, startsAt }) => [`${id}@status.scopien.com`, startsAt]),
    )
  })

  test('one that was moved has a higher sequence, one that was cancelled says so', () => {
    const told = Object.fromEntries(events.map(({ uid, sequence, status }) => [uid.split('@')[0], [sequence, status]]))
    expect(told).toEqual({
      mnt_past: [1, 'CONFIRMED'],
      mnt_moved: [1, 'CONFIRMED'],
      mnt_cancelled: [1, 'CANCELLED'],
      mnt_far: [0, 'CONFIRMED'],
    })
  })

  test('text comes through as it is, but for what would end a line', () => {
    const moved = events.find(({ uid }) => uid.startsWith('mnt_moved'))
    expect(moved?.summary).toBe(`Moved ${AWKWARD.replaceAll('\u001b', '')}`)
    expect(moved?.description).toContain(`It may fail ${AWKWARD.replaceAll('\u001b', '')}`)
  })

  test('no line is longer than 75 octets, and each ends with CRLF', () => {
    const lines = text.split('\r\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })

  test('without any maintenance it is a calendar all the same', async () =>
    expect(eventsOf(String(await calendarRenderer.render({ ...view, occurrences: [] })))).toEqual([]))
})

describe('toTimezone', () => {
  test.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tokyo', 'UTC'])(
    '%s gives every instant of two years the offset that it has',
    (zone) => {
      const [from, to] = [Date.parse('2026-01-01T00:00Z'), Date.parse('2028-01-01T00:00Z')]
      const component = new ICAL.Component(ICAL.parse(toTimezone(zone, from, to)))
      const timezone = new ICAL.Timezone({ component, tzid: zone })
      for (let at = from; at < to; at += 5 * 86_400_000 + 3_600_000) {
        const wall = new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
        const read = ICAL.Time.fromString(wall, null as never)
        read.zone = timezone
        expect(new Date(read.toUnixTime() * 1000).toLocaleString('sv-SE', { timeZone: zone }), wall).toBe(
          wall.replace('T', ' '),
        )
      }
    },
  )
})
