import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Renderer } from '../edition.ts'
import { component, property, textValue } from './lines.ts'
import { toTimezone, wallClock } from './timezone.ts'

/** `/maintenance.ics`: an event for each occurrence, RFC 5545. */
export const calendarRenderer: Renderer = {
  path: '/maintenance.ics',
  type: 'text/calendar; charset=utf-8',
  render: toCalendar,
}

function toCalendar(view: PublicView): string {
  const { occurrences, page } = view
  const zones = [...new Set(occurrences.map(({ timezone }) => timezone))]
  const calendar = component('VCALENDAR', [
    'VERSION:2.0',
    property('PRODID', '-//Scopien Status//EN'),
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    property('NAME', textValue(`${page.name} maintenance`)),
    property('X-WR-CALNAME', textValue(`${page.name} maintenance`)),
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...zones.map((zone) => timezoneOf(zone, occurrences)),
    ...occurrences.map((occurrence) => toEvent(occurrence, view)),
  ])
  return `${calendar}\r\n`
}

function timezoneOf(zone: string, occurrences: readonly PublicOccurrence[]): string {
  const within = occurrences.filter(({ timezone }) => timezone === zone)
  const from = Math.min(...within.map(({ startsAt }) => startsAt))
  return toTimezone(zone, from, Math.max(...within.map(({ endsAt }) => endsAt)))
}

function toEvent(occurrence: PublicOccurrence, { page }: PublicView): string {
  const { id, title, description, state, timezone, startsAt, endsAt, announcedAt, expect, events } = occurrence
  const url = `${page.url}/maintenance/${id}`
  const changedAt = events.at(-1)?.at ?? announcedAt
  const names = occurrence.components.map(({ name }) => name).join(', ')
  const told = [description, ...expect.map((line) => `• ${line}`), names, url].filter((part) => part !== '')
  return component('VEVENT', [
    property('UID', `${id}@${new URL(page.url).hostname}`),
    property('DTSTAMP', utc(changedAt)),
    property(`DTSTART;TZID=${timezone}`, wallClock(timezone, startsAt)),
    property(`DTEND;TZID=${timezone}`, wallClock(timezone, endsAt)),
    property('SUMMARY', textValue(title)),
    property('DESCRIPTION', textValue(told.join('\n'))),
    property('URL', url),
    property('SEQUENCE', String(events.filter(({ kind }) => CHANGES.has(kind)).length)),
    property('STATUS', state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'),
    'TRANSP:TRANSPARENT',
  ])
}

/** What makes another event of it, which calendars are to take over. */
const CHANGES: ReadonlySet<string> = new Set(['moved', 'extended', 'ended', 'cancelled'])

/** `20261206T070000Z` */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
