import { expect } from 'vitest'
import type { Facts } from '#domain/facts.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { toPublicIncident } from '#domain/public-incident.ts'
import { toPublicOccurrence } from '#domain/public-occurrence.ts'
import { toPublicView } from '#domain/public-view.ts'
import { createDemand } from '../../../api/publish/demand.ts'
import type { Edition } from '../../../api/publish/edition.ts'
import type { PageSubject, RenderPage } from '../../../api/publish/pages.ts'
import type { Past } from '../../../api/publish/past.ts'
import { demandRenderers } from '../../../api/publish/renderers.ts'
import { checkOf, componentOf, evidenceOf, factsOf, incidentOf, NOW, occurrenceOf, transitionOf } from '../../facts.ts'

export const UP_AT = NOW - 3_600_000
export const DOWN_AT = NOW - 600_000
export const API = componentOf('api', { checks: [checkOf('health'), checkOf('secret', { private: true })] })
/** One component is down, and one is private. */
const FACTS = factsOf([API, componentOf('hidden', { private: true })], {
  transitions: [transitionOf('health', UP_AT), transitionOf('health', DOWN_AT, { verdict: 'down' })],
  evidence: [evidenceOf('health', NOW - 1000, { lastOutcome: 'down', lastReasonCode: 'timeout' })],
})

/** Four that are on record, newest first. */
const PAST = [400, 300, 200, 100].map((at) => toPublicIncident(incidentOf(`inc_${at}`, at), [API]))

/** Two times of work. */
const WORK = ['mnt_1', 'mnt_2'].map((id) => toPublicOccurrence(occurrenceOf(id, NOW), [], [API], NOW))

/** Documents on demand, of facts and a past that says how often it was read; and what is drawn. */
export function openDemand(known: Facts = FACTS, otherwise: Partial<Past> = {}) {
  const drawn: { path: string; about: PageSubject | undefined }[] = []
  const draw: RenderPage = async (path, _view, about) => {
    drawn.push({ path, about })
    return ''
  }
  let edition: Edition | undefined = { view: toPublicView(known, NOW), documents: new Map() }
  let read = 0
  const demand = createDemand({
    renderers: demandRenderers(draw, '{}'),
    edition: () => edition,
    past: {
      latencies: async ({ component, from, to }) => {
        expect([component, to]).toEqual(['api', NOW + 1])
        return [{ hour: from, latency: sketchOf([20, 30, 40]) }]
      },
      factsOfPast: async () => {
        read++
        return known
      },
      incidents: async ({ status, limit, after }) => {
        const older = PAST.filter(({ startedAt }) => after === null || startedAt < after.startedAt)
        return older.filter(({ resolvedAt }) => status !== 'unresolved' || resolvedAt === null).slice(0, limit)
      },
      incidentsIn: async () => PAST,
      incident: async (id) => PAST.find((incident) => incident.id === id),
      occurrences: async ({ limit }) => WORK.slice(0, limit),
      occurrence: async (id) => WORK.find((one) => one.id === id),
      everything: async () => ({ incidents: PAST, occurrences: [] }),
      ...otherwise,
    },
  })
  const ask = async (path: string, search = '') => JSON.parse(String((await demand.find(path, search))?.body ?? 'null'))
  const problem = (path: string, search = '') =>
    demand.find(path, search)?.then(
      () => null,
      ({ code, message }) => `${code} ${message}`,
    )
  const renew = () => {
    edition = edition && { ...edition }
  }
  return { demand, drawn, ask, problem, renew, read: () => read }
}
