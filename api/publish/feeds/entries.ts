import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicEvent, PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { escapeText } from '../escape.ts'
import { INCIDENT_WORDS } from '../incident-words.ts'

/** Something that became known at an instant and is told once: its id never changes. */
export interface FeedEntry {
  /** A tag URI (RFC 4151). */
  id: string
  title: string
  url: string
  /** When it was said or happened, ms since the epoch. */
  at: number
  /** What a reader shows: safe HTML. */
  html: string
}

const MOST_ENTRIES = 50
/** The year in which the tags of a page's entries were first made (RFC 4151, 2.1). */
const TAGGED_IN = 2026

const EVENT_WORDS: Readonly<Record<PublicEvent['kind'], string>> = {
  announced: 'Planned',
  moved: 'Moved',
  extended: 'Extended',
  reminder: 'In an hour',
  started: 'Begun',
  ended: 'Over',
  cancelled: 'Cancelled',
}

/** An entry for every update of an incident and everything that became of a maintenance, newest first. */
export function feedEntries(view: PublicView): FeedEntry[] {
  const ofIncidents = view.incidents.flatMap((incident) => incidentEntries(incident, view))
  const ofMaintenance = view.occurrences.flatMap((occurrence) => occurrenceEntries(occurrence, view))
  return [...ofIncidents, ...ofMaintenance]
    .filter(({ at }) => at <= view.at)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, MOST_ENTRIES)
}

/** A tag URI of something on this page. */
export function tagUri({ page }: PublicView, specific: string): string {
  return `tag:${new URL(page.url).hostname},${TAGGED_IN}:${specific}`
}

function incidentEntries({ id, title, updates, components }: PublicIncident, view: PublicView): FeedEntry[] {
  const affected = components.length === 0 ? '' : `<p>${escapeText(components.map(({ name }) => name).join(', '))}</p>`
  return updates.map((update) => ({
    id: tagUri(view, `${id}/${update.id}`),
    title: `${INCIDENT_WORDS[update.status]}: ${title}`,
    url: `${view.page.url}/incidents/${id}`,
    at: update.at,
    html: update.html + affected,
  }))
}

function occurrenceEntries(occurrence: PublicOccurrence, view: PublicView): FeedEntry[] {
  const { id, title, html, expect, events } = occurrence
  const list = expect.map((line) => `<li>${escapeText(line)}</li>`).join('')
  return events.map((event) => ({
    id: tagUri(view, `${id}/${event.id}`),
    title: `${EVENT_WORDS[event.kind]}: ${title}`,
    url: `${view.page.url}/maintenance/${id}`,
    at: event.at,
    html: `<p>${timesOf(occurrence)}</p>${html}${list && `<ul>${list}</ul>`}`,
  }))
}

/** When it takes place, in UTC and in its own zone, for readers who may be anywhere. */
function timesOf({ startsAt, endsAt, timezone }: PublicOccurrence): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  const inZone = (zone: string) => `${format(zone).formatRange(startsAt, endsAt)} (${zone})`
  return escapeText(timezone === 'UTC' ? inZone('UTC') : `${inZone(timezone)}, ${inZone('UTC')}`)
}
