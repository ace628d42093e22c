import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SPEECH } from '#domain/language.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { isPublished, toPublicIncident } from '#domain/public-incident.ts'
import { publicOccurrences } from '#domain/public-occurrence.ts'
import { toPublicView } from '#domain/public-view.ts'
import { Secret } from '#domain/secret.ts'
import { createMetrics } from '../../../api/metrics/metrics.ts'
import { openapiDocument } from '../../../api/openapi/document.ts'
import type { Version } from '../../../api/publish/demand.ts'
import { partsOf, renderEdition } from '../../../api/publish/edition.ts'
import { createPublishedFolder } from '../../../api/publish/folder/published-folder.ts'
import type { RenderPage } from '../../../api/publish/pages.ts'
import { demandRenderers, publicRenderers } from '../../../api/publish/renderers.ts'
import { eventsBetween } from '../../../api/publish/view-events.ts'
import { temporaryFolder } from '../../e2e/service.ts'
import {
  checkOf,
  componentOf,
  configurationOf,
  evidenceOf,
  factsOf,
  incidentOf,
  NOW,
  occurrenceOf,
  resultOf,
  transitionOf,
} from '../../facts.ts'
import { renderPage } from '../../site/server.ts'

const HOUR = 3_600_000
const OPENAPI = JSON.stringify(openapiDocument('0.0.0'))
const PLANTED = /planted/i

const API = componentOf('api', {
  checks: [
    checkOf('health', { url: new Secret('https://planted.example/?planted') }),
    checkOf('planted-check', { private: true, region: 'planted-region' }),
  ],
})
const HIDDEN = componentOf('planted-component', {
  ...{ name: 'Planted component', description: 'Planted words', group: 'planted-group', private: true },
  checks: [checkOf('planted-of-component', { region: 'planted-region' })],
})
const components = [API, HIDDEN]
const configuration = configurationOf(components, { groups: [{ id: 'planted-group', name: 'Planted group' }] })
const incidents = [
  incidentOf('inc_shown', NOW - HOUR, {
    components: [
      { id: 'planted-component', impact: 'major_outage' },
      { id: 'api', impact: 'partial_outage' },
    ],
  }),
  incidentOf('inc_planted_private', NOW - HOUR, {
    title: 'Planted and private',
    message: 'Planted words',
    private: true,
  }),
  incidentOf('inc_planted_draft', NOW - HOUR, { title: 'Planted draft', message: 'Planted words', draft: true }),
]
const facts = factsOf(components, {
  ...{ configuration, incidents, impacts: incidents.filter(isPublished).flatMap(({ impacts }) => impacts) },
  transitions: ['health', 'planted-check', 'planted-of-component'].map((id) =>
    transitionOf(id, NOW - HOUR, {
      region: id === 'health' ? 'local' : 'planted-region',
      verdict: 'down',
      reasonCode: 'timeout',
    }),
  ),
  evidence: [evidenceOf('health', NOW), evidenceOf('planted-check', NOW, { region: 'planted-region' })],
  occurrences: [
    occurrenceOf('mnt_shown', NOW + HOUR, { components: ['api', 'planted-component'], announcedAt: NOW - HOUR }),
    occurrenceOf('mnt_planted', NOW + HOUR, {
      title: 'Planted work',
      components: ['planted-component'],
      announcedAt: NOW - HOUR,
    }),
  ],
  maintenanceEvents: [
    { id: 'evt_1', occurrenceId: 'mnt_planted', kind: 'announced', at: NOW - HOUR, recordedAt: NOW - HOUR },
  ],
})
const view = toPublicView(facts, NOW)
const told = {
  incidents: incidents.filter(isPublished).map((incident) => toPublicIncident(incident, [API])),
  occurrences: publicOccurrences(facts, [API], NOW),
}
const version: Version = {
  view,
  factsOfPast: async () => facts,
  latencies: async ({ from }) => [{ hour: from, latency: sketchOf([20]) }],
  incidents: async () => told.incidents,
  incident: async (id) => told.incidents.find((one) => one.id === id),
  incidentsIn: async () => told.incidents,
  occurrences: async () => told.occurrences,
  occurrence: async (id) => told.occurrences.find((one) => one.id === id),
  everything: async () => told,
}
/** What each path with an id in it is asked for. */
const IDS: Readonly<Record<string, string>> = { incidents: 'inc_shown', maintenance: 'mnt_shown' }
const drawPage: RenderPage = (path, one, about, speech) => renderPage(one, path, about, speech)

describe('nothing private is in', () => {
  test.each(publicRenderers(drawPage, OPENAPI))('$path', async ({ render }) => {
    const { body } = partsOf(await render(view))
    expect(body).not.toMatch(PLANTED)
    expect(body.length).toBeGreaterThan(50)
  })

  test.each(demandRenderers(drawPage, OPENAPI))('$path', async ({ path, render, parameters }) => {
    const [, kind = ''] = /\/(\w+)\/:id$/.exec(path) ?? []
    const query = new URLSearchParams(parameters.includes('at') ? { at: new Date(NOW - 1000).toISOString() } : {})
    const { body } = partsOf(await render(version, IDS[kind] ?? 'api', query, DEFAULT_SPEECH))
    expect(body).not.toMatch(PLANTED)
  })

  test('what followers are told', () => {
    const nothing = { ...view, components: [], incidents: [], occurrences: [] }
    const events = eventsBetween(nothing, view)
    expect(events.map(({ kind }) => kind)).toEqual(['status', 'incident', 'maintenance'])
    expect(JSON.stringify(events)).not.toMatch(PLANTED)
  })

  test('every file of a published folder, in its name and in its bytes', async () => {
    using temporary = temporaryFolder()
    const folder = createPublishedFolder({
      ...{ folder: temporary.path, assets: new Map(), renderers: demandRenderers(drawPage, OPENAPI), past: version },
      onFailure: (path, error) => {
        throw new Error(`${path}`, { cause: error })
      },
    })
    const fixed = publicRenderers(drawPage, OPENAPI)
    folder.publish(await renderEdition(view, fixed, { before: undefined, onFailure: () => undefined }))
    await folder.settled()
    const files = readdirSync(temporary.path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const plain = files.filter(({ name }) => !/\.(gz|br)$/.test(name))
    expect(plain.length).toBeGreaterThan(30)
    for (const { parentPath, name } of plain) {
      expect(name).not.toMatch(PLANTED)
      expect(readFileSync(`${parentPath}/${name}`, 'utf8'), name).not.toMatch(PLANTED)
    }
  })

  test('metrics', async () => {
    const metrics = createMetrics({ now: () => NOW })
    metrics.configure(components)
    for (const check of components.flatMap(({ checks }) => checks))
      metrics.onResult(resultOf(check.id, NOW, { region: check.region }))
    metrics.onView(view)
    expect(String((await metrics.expose()).bytes)).not.toMatch(PLANTED)
    expect(String((await metrics.expose('openmetrics')).bytes)).not.toMatch(PLANTED)
  })

  test.each(['planted-component', 'inc_planted_private', 'inc_planted_draft', 'mnt_planted'])(
    'what is said of %s, which is not there for anybody',
    async (id) => {
      for (const { path, render } of demandRenderers(drawPage, OPENAPI)) {
        if (!path.includes(':id')) continue
        const asked = async () => partsOf(await render(version, id, new URLSearchParams(), DEFAULT_SPEECH)).body
        await expect(asked(), path).rejects.toThrow(/has the id|No (component|incident|maintenance)/)
      }
    },
  )
})
