import type { HttpCheck } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { CheckTransition, Evidence, Facts } from '#domain/facts.ts'
import type { Incident } from '#domain/incident.ts'
import { type NewIncident, openIncident } from '#domain/incident-change.ts'
import type { MaintenanceSeries, Occurrence } from '#domain/maintenance.ts'
import { UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import type { Verdict } from '#domain/verdict.ts'
import { httpCheck } from './probes/checks.ts'

/** 10:22:05 in New York. */
export const NOW = Date.parse('2026-11-23T15:22:05Z')
const HOUR = 3_600_000

/** A check of every 30 s, whose results vouch for 95 s. */
export function checkOf(id: string, changes: Partial<HttpCheck> = {}): HttpCheck {
  return httpCheck(`https://${id}.scopien.com`, { id, ...changes })
}

/** A component with one check, `<id>-check`, unless it is given others. */
export function componentOf(id: string, changes: Partial<Component> = {}): Component {
  const checks = (changes.checks ?? [checkOf(`${id}-check`)]).map((check) => ({ ...check, componentId: id }))
  const said = { name: id.toUpperCase(), description: null, group: null, private: false, advice: {}, slo: null }
  return { id, ...said, ...changes, checks }
}

export function configurationOf(components: readonly Component[], changes: Partial<Configuration> = {}): Configuration {
  const page = { name: 'Scopien', timezone: 'America/New_York', links: [], support: [] }
  const none = {
    brand: { logo: null, accent: null },
    groups: [],
    advice: {},
    help: [],
    maintenance: [],
    automaticIncidents: null,
    errorCodes: {},
    translations: {},
    egressAllow: [],
    controls: [],
    proxies: [],
    resetField: 'resetAt',
    keepResultsMs: 7 * 86_400_000,
  }
  return { ...none, page, components, ...changes }
}

export function resultOf(checkId: string, at: number, changes: Partial<Result> = {}): Result {
  const said = {
    outcome: 'up',
    reasonCode: null,
    detail: null,
    retryAt: null,
    observed: UNOBSERVED,
    findings: [],
  } as const
  return { checkId, region: 'local', at, durationMs: 80, ...said, ...changes }
}

export function transitionOf(checkId: string, at: number, changes: Partial<CheckTransition> = {}): CheckTransition {
  return { checkId, region: 'local', at, recordedAt: at, verdict: 'up', reasonCode: null, ...changes }
}

export function evidenceOf(checkId: string, lastDefiniteAt: number | null, changes: Partial<Evidence> = {}): Evidence {
  const said = { lastOutcome: 'up', lastReasonCode: null, definite: { outcome: 'up', reasonCode: null } } as const
  const last = { lastAt: lastDefiniteAt, lastDurationMs: lastDefiniteAt === null ? null : 80 }
  return { checkId, region: 'local', lastDefiniteAt, ...last, ...said, ...changes }
}

export function occurrenceOf(id: string, startsAt: number, changes: Partial<Occurrence> = {}): Occurrence {
  return {
    id,
    seriesId: 'ser_1',
    title: 'Monthly maintenance',
    description: '',
    components: ['api'],
    expect: ['API requests may fail'],
    startsAt,
    endsAt: startsAt + 7_200_000,
    timezone: 'America/New_York',
    announcedAt: startsAt - 7 * 86_400_000,
    noticeDays: 7,
    cancelledAt: null,
    movedFrom: null,
    extendedFrom: null,
    handledAt: null,
    ...changes,
  }
}

/** Facts of components whose checks all have had one verdict for an hour, evidence fresh, with what a test wants otherwise. */
export function factsOf(
  components: readonly Component[],
  changes: Partial<Facts> = {},
  verdict: Verdict = 'up',
): Facts {
  const checks = components.flatMap(({ checks }) => checks)
  return {
    configuration: configurationOf(components),
    publicUrl: 'https://status.scopien.com',
    births: new Map(),
    transitions: checks.map(({ id, region }) => transitionOf(id, NOW - HOUR, { region, verdict })),
    evidence: checks.map(({ id, region }) => evidenceOf(id, NOW - 1000, { region })),
    latencies: new Map(),
    retired: [],
    occurrences: [],
    maintenanceEvents: [],
    incidents: [],
    impacts: [],
    ...changes,
  }
}

/** An incident of a person, opened at an instant, in whose time it began. */
export function incidentOf(id: string, at: number, changes: Partial<NewIncident> = {}): Incident {
  const said = {
    title: 'Sync delayed',
    status: 'investigating',
    components: [{ id: 'api', impact: 'major_outage' }],
    message: 'We look into it.',
    startedAt: null,
    resolvedAt: null,
    nextUpdateBy: null,
    private: false,
    draft: false,
  } as const
  return openIncident({ ...said, ...changes }, { id, updateId: id.replace('inc', 'upd') }, { at, person: true })
}

/** Work on the first Sunday of each month, at night. */
export const MONTHLY: MaintenanceSeries = {
  id: 'monthly',
  title: 'Monthly maintenance',
  description: '',
  components: ['api'],
  rrule: 'FREQ=MONTHLY;BYDAY=1SU',
  startsAt: '2026-01-04T02:00:00',
  timezone: 'America/New_York',
  durationMinutes: 120,
  noticeDays: 7,
  expect: [],
}
