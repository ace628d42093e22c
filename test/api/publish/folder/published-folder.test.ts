import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Component } from '#domain/component.ts'
import type { Facts } from '#domain/facts.ts'
import { toPublicIncident } from '#domain/public-incident.ts'
import { toPublicView } from '#domain/public-view.ts'
import { renderEdition } from '../../../../api/publish/edition.ts'
import { readLastView } from '../../../../api/publish/folder/last-view.ts'
import { createPublishedFolder } from '../../../../api/publish/folder/published-folder.ts'
import type { RenderPage } from '../../../../api/publish/pages.ts'
import type { Past } from '../../../../api/publish/past.ts'
import { demandRenderers, publicRenderers } from '../../../../api/publish/renderers.ts'
import { temporaryFolder } from '../../../e2e/service.ts'
import { checkOf, componentOf, evidenceOf, factsOf, incidentOf, NOW } from '../../../facts.ts'

const drawPage: RenderPage = async (path, _view, _about, { language, isChosen }) =>
  `<p>The page at ${path} in ${language}${isChosen ? ', chosen' : ''}</p>`
const renderers = { fixed: publicRenderers(drawPage, '{}'), made: demandRenderers(drawPage, '{}') }

const API = componentOf('api', { checks: [checkOf('health')] })
const SYNC = componentOf('sync', { checks: [checkOf('sync-health')] })
const INCIDENT = incidentOf('inc_1', NOW - 1000, { components: [{ id: 'api', impact: 'partial_outage' }] })
const BORN = new Map([['api', NOW - 400 * 86_400_000]])
const factsWith = (components: readonly Component[]) =>
  factsOf(components, {
    births: BORN,
    evidence: [evidenceOf('health', NOW)],
    incidents: [INCIDENT],
    impacts: INCIDENT.impacts,
  })

/** A folder and a process that publishes into it; `past` may say that nothing can be looked up. */
function openFolder({ past = {} }: { past?: Partial<Past> } = {}) {
  const temporary = temporaryFolder()
  onTestFinished(() => temporary[Symbol.dispose]())
  const folder = join(temporary.path, 'published')
  const failures: string[] = []
  let facts: Facts = factsWith([API])
  const looked: Past = {
    factsOfPast: async () => facts,
    latencies: async () => [],
    incidents: async () => [],
    incidentsIn: async () => [],
    incident: async () => toPublicIncident(INCIDENT, [API]),
    occurrences: async () => [],
    occurrence: async () => undefined,
    everything: async () => ({ incidents: [], occurrences: [] }),
    ...past,
  }
  const start = () =>
    createPublishedFolder({
      ...{ folder, assets: new Map(), renderers: renderers.made, past: looked },
      onFailure: (path, error) => failures.push(`${path}: ${error}`),
    })
  let published = start()
  const publish = async (next: Facts, at: number) => {
    facts = next
    const onFailure = (path: string, error: unknown) => void failures.push(`${path}: ${error}`)
    published.publish(await renderEdition(toPublicView(next, at), renderers.fixed, { before: undefined, onFailure }))
    await published.settled()
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const has = (name: string) => existsSync(join(folder, name))
  const restart = () => {
    published = start()
  }
  return { folder, failures, publish, read, has, restart }
}

describe('a published folder', () => {
  test('it has every document that has a path, those about one thing among them', async () => {
    const { publish, read, has, failures } = openFolder()
    await publish(factsWith([API, SYNC]), NOW)
    expect(failures).toEqual([])
    expect(JSON.parse(read('api/status')).services).toEqual({ api: 'partial_outage', sync: 'unknown' })
    const incident = (ending: string) => read(`incidents/inc_1/index${ending}.html`)
    expect(incident('')).toBe('<p>The page at /incidents/inc_1 in en</p>')
    expect(incident('.de')).toBe('<p>The page at /incidents/inc_1 in de</p>')
    expect(incident('.lang-de')).toBe('<p>The page at /incidents/inc_1 in de, chosen</p>')
    for (const name of [
      ...[
        'index.html',
        'index.de.html',
        'index.lang-en.html',
        'index.lang-de.html',
        'status.txt',
        'status-color.txt',
        'docs/index.html',
        'feed.rss',
        'maintenance.ics',
        'nginx.conf',
      ],
      ...['components/api/index.html', 'history/index.html', 'maintenance/index.html', 'embed/index.html', '404.html'],
      ...['404.de.html', 'history/2026-11/index.html', 'history/2026-09/index.de.html'],
      ...['api/components/api/index.json', 'api/components/sync/uptime', 'api/components/api/latency', 'badge/api.svg'],
      ...['api/incidents/index.json', 'api/incidents/inc_1', 'export/history.csv', 'api/v2/incidents/unresolved.json'],
    ])
      expect(has(name), name).toBe(true)
    for (const name of ['status/index.html', 'history/2026-08/index.html']) expect(has(name), name).toBe(false)
  })

  test('beside a large one are its encodings, of the same bytes and age', async () => {
    const { publish, read, folder } = openFolder()
    await publish(factsWith([API]), NOW)
    expect(gunzipSync(readFileSync(join(folder, 'api/summary.gz'))).toString()).toBe(read('api/summary'))
    expect(statSync(join(folder, 'api/summary.br')).mtimeMs).toBe(statSync(join(folder, 'api/summary')).mtimeMs)
  })

  test('nothing is left of a draft', async () => {
    const { publish, folder } = openFolder()
    await publish(factsWith([API]), NOW)
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(names.filter((name) => name.endsWith('.draft'))).toEqual([])
  })

  test('what is about a component goes with it, at once, also when another process put it there', async () => {
    const { publish, has, restart } = openFolder()
    await publish(factsWith([API, SYNC]), NOW)
    restart()
    await publish(factsWith([API, { ...SYNC, private: true }]), NOW + 1)
    expect(has('api/components/api/index.json')).toBe(true)
    for (const name of ['api/components/sync/index.json', 'api/components/sync/index.json.gz', 'badge/sync.svg'])
      expect(has(name), name).toBe(false)
  })

  test('files of others stay', async () => {
    const { publish, has, folder } = openFolder()
    await publish(factsWith([API]), NOW)
    writeFileSync(join(folder, 'robots.txt'), 'User-agent: *')
    await publish(factsWith([SYNC]), NOW + 1)
    expect(has('robots.txt')).toBe(true)
  })

  test('a document that cannot be made keeps none of the others from being written', async () => {
    const { publish, has, failures } = openFolder({
      past: { everything: () => Promise.reject(new Error('no record')) },
    })
    await publish(factsWith([API]), NOW)
    expect(failures).toHaveLength(3)
    expect(failures[0]).toMatch(/\/export\/history\.\w+: Error: no record/)
    expect(has('badge/overall.svg')).toBe(true)
  })

  test('the view that it was made from can be read again', async () => {
    const { publish, folder } = openFolder()
    expect(await readLastView(folder)).toBeUndefined()
    await publish(factsWith([API]), NOW)
    expect(await readLastView(folder)).toEqual(toPublicView(factsWith([API]), NOW))
  })

  test('one of another format is not taken for ours', async () => {
    const { publish, folder } = openFolder()
    await publish(factsWith([API]), NOW)
    writeFileSync(join(folder, '.view.json'), '{"format":0,"view":{}}')
    expect(await readLastView(folder)).toBeUndefined()
  })
})
