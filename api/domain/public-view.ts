import { type PublicBrand, publicBrand } from './brand.ts'
import { type Day, dayBars, days, startOfDay } from './calendar.ts'
import type { Component, Group, Page } from './component.ts'
import { componentRecord, decisiveChecks } from './component-record.ts'
import { rawStatus } from './disturbance.ts'
import { newest, newestEvidence, vouchedUntil } from './evidence.ts'
import type { Facts } from './facts.ts'
import type { LatencyBucket } from './latency.ts'
import { overall } from './overall.ts'
import { type PublicAdvice, type PublicHelpSection, publicAdvice, publicHelp } from './public-advice.ts'
import { type PublicCheck, toPublicCheck } from './public-check.ts'
import { isPublished, type PublicIncident, toPublicIncident } from './public-incident.ts'
import { type PublicOccurrence, publicOccurrences, upcoming } from './public-occurrence.ts'
import { type PublicReason, reasonFor } from './public-reason.ts'
import { sentence } from './sentence.ts'
import { type SloReport, sloReport } from './slo.ts'
import type { Status } from './status.ts'
import { timeline } from './timeline.ts'
import { shownTranslations, type Translations } from './translations.ts'
import { type DayBar, type Uptime, uptimeOf } from './uptime.ts'
import { type Shares, type UptimeWindow, uptimeWindows } from './uptime-windows.ts'

/** How many calendar days a page looks back, today included. */
export const DAYS_SHOWN = 90

/** All that the public may know at one instant. Every public byte is made from it, and from nothing else. */
export interface PublicView {
  /** The instant that the view is of, ms since the epoch. */
  at: number
  page: Page & { url: string; brand: PublicBrand }
  status: Status
  /** The overall status in plain words: “Salesforce sync is degraded”. */
  sentence: string
  /** The newest definite result behind the view; `null` when there is none. */
  evidenceAt: number | null
  /** How many places asked. */
  locations: number
  /** The largest time that a result vouches for its check. */
  staleAfterMs: number
  groups: readonly Group[]
  components: readonly PublicComponent[]
  /** What readers can try whatever is wrong. */
  help: readonly PublicHelpSection[]
  /** Those that are open and those of the days shown, newest first. */
  incidents: readonly PublicIncident[]
  /** Those of the days shown and of a year ahead, by start. */
  occurrences: readonly PublicOccurrence[]
  /** Of these what the page shows: in progress first, then what is to come, by start. */
  maintenance: readonly PublicOccurrence[]
  /** Of the texts in it that come from the configuration. */
  translations: Translations
}

export interface PublicComponent {
  id: string
  name: string
  description: string | null
  group: string | null
  /** When it was first configured. */
  createdAt: number
  status: Status
  /** What the checks alone say, whatever people tell of it. */
  rawStatus: Status
  /** Since when the status holds; `null` when that lies before the 90 days shown. */
  since: number | null
  /** The newest definite result of its checks. */
  evidenceAt: number | null
  /** Up to when the evidence of all checks that had any vouches for the status; `null` where none does. */
  vouchedUntil: number | null
  reason: PublicReason | null
  /** What readers can do about it; `null` where nothing is known to help. */
  advice: PublicAdvice | null
  /** Over the page's last 90 calendar days, today included. */
  uptime: Uptime
  /** Over that and shorter windows. */
  windows: Readonly<Record<UptimeWindow, Shares>>
  /** What is promised of it, and how that stands; `null` where nothing is promised to who reads this. */
  slo: SloReport | null
  /** Oldest first. */
  days: readonly DayBar[]
  /** How fast it answered in each of the last 24 hours in which it did, oldest first. */
  latency: readonly LatencyBucket[]
  checks: readonly PublicCheck[]
}

/**
 * The one projection of facts onto what the public may know: a field that is not written here is not public, and
 * nothing marked private comes through.
 */
export function toPublicView(facts: Facts, at: number): PublicView {
  const { page, groups, components, translations } = facts.configuration
  const shown = components.filter((component) => !component.private)
  const publicComponents = toPublicComponents(shown, facts, at)
  const status = overall(publicComponents.map((component) => component.status))
  const occurrences = publicOccurrences(facts, shown, at)
  const maintenance = upcoming(occurrences, at)
  const checks = shown.flatMap(decisiveChecks)
  const published = facts.incidents.filter(isPublished).sort((a, b) => b.startedAt - a.startedAt)
  const view = {
    at,
    page: { ...page, url: facts.publicUrl, brand: publicBrand(facts.configuration.brand) },
    status,
    sentence: sentence(status, publicComponents, endOfWork(maintenance, page.timezone)),
    evidenceAt: newest(publicComponents.map(({ evidenceAt }) => evidenceAt)),
    locations: new Set(checks.map(({ region }) => region)).size,
    staleAfterMs: Math.max(0, ...checks.map(({ policy }) => policy.staleAfterMs)),
    groups: groups.filter(({ id }) => shown.some(({ group }) => group === id)),
    components: publicComponents,
    help: publicHelp(facts.configuration),
    incidents: published.map((incident) => toPublicIncident(incident, shown)),
    occurrences,
    maintenance,
  }
  return { ...view, translations: shownTranslations(translations, textsOf(view)) }
}

/** Every text of a view that the configuration may have in other languages. */
function textsOf({ page, groups, components, help, occurrences }: Omit<PublicView, 'translations'>): string[] {
  return [
    ...[...page.links, ...page.support].map(({ label }) => label),
    ...groups.map(({ name }) => name),
    ...components.flatMap(({ name, description, reason }) => [name, description ?? '', reason?.text ?? '']),
    ...components.flatMap(({ checks }) => checks.flatMap(({ name, reason }) => [name ?? '', reason?.text ?? ''])),
    ...help.map(({ title }) => title),
    ...occurrences.flatMap(({ title, expect }) => [title, ...expect]),
  ]
}

/** How components stand at `at`. Whether they may be shown, and to whom, is for the caller to say. */
export function toPublicComponents(components: readonly Component[], facts: Facts, at: number): PublicComponent[] {
  const { timezone } = facts.configuration.page
  const calendar = days(startOfDay(at, timezone, DAYS_SHOWN - 1), at, timezone)
  return components.map((component) => toPublicComponent(component, facts, calendar, at))
}

function toPublicComponent(component: Component, facts: Facts, calendar: readonly Day[], at: number): PublicComponent {
  const from = calendar[0]?.from ?? at
  const record = componentRecord(component, facts, at)
  const history = timeline(record, from, at + 1)
  const current = history.at(-1)
  const status = current?.status ?? 'unknown'
  const uptime = uptimeOf(history, from, at)
  const reason = reasonFor(component, status, facts)
  return {
    id: component.id,
    name: component.name,
    description: component.description,
    group: component.group,
    createdAt: facts.births.get(component.id) ?? from,
    status,
    rawStatus: rawStatus(record, at),
    since: current && current.from > from ? current.from : null,
    evidenceAt: newestEvidence(component, facts),
    vouchedUntil: vouchedUntil(component, facts, at),
    reason,
    advice: publicAdvice(component, { status, reason }, facts.configuration),
    uptime,
    windows: uptimeWindows(history, uptime, at),
    slo: component.slo?.public ? sloReport(component.slo, history, { from, at }) : null,
    days: dayBars(history, calendar),
    latency: facts.latencies.get(component.id) ?? [],
    checks: component.checks.filter((check) => !check.private).map((check) => toPublicCheck(check, facts, at)),
  }
}

/** When the work in progress will be over, in the page's time zone: `04:00 EDT`. */
export function endOfWork(maintenance: readonly PublicOccurrence[], timezone: string): string | null {
  const ends = maintenance.filter(({ state }) => state === 'in_progress').map(({ endsAt }) => endsAt)
  if (ends.length === 0) return null
  const format = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
    timeZoneName: 'short',
  } as const
  return new Intl.DateTimeFormat('en-US', format).format(Math.max(...ends))
}
