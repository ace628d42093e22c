import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { Result } from '#domain/result.ts'
import type { Ending } from '#domain/slot.ts'
import type { Audience } from '../../../api/metrics/exposition.ts'
import { checkOf, componentOf, resultOf } from '../../facts.ts'
import { OBJECTIVES } from '../../site/objectives.ts'
import { makeComponent, makeOccurrence, makeView, NOW } from '../../site/view.ts'

import { COMPONENTS, found, HTTP, LABELS, metricsOf, PHASES, scrape, seen, seriesOf, TLS } from './scraping.ts'

describe('createMetrics', () => {
  test('a result that vouches for nothing any more has no series of its probe', async () => {
    const [fresh, stale] = [found({ at: NOW - 95_000 }), found({ at: NOW - 95_001 })]
    expect(await seriesOf(metricsOf(fresh))).toHaveProperty('probe_success', 1)
    expect(await seriesOf(metricsOf(stale))).toEqual({})
  })

  test.each<[Result['outcome'], string | null]>([
    ['up', '1'],
    ['degraded', '1'],
    ['down', '0'],
    ['unknown', null],
  ])('a probe that found %s has the success %s', async (outcome, value) => {
    const text = await scrape(metricsOf(found(), found({ outcome })))
    expect(/^probe_success\{.*\} (\d)$/m.exec(text)?.[1] ?? null).toBe(value)
  })

  test('results are counted by outcome, and the last one and the last success are dated', async () => {
    const text = await scrape(metricsOf(found(), found({ outcome: 'down', at: NOW + 1000 })))
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="up"} 1\n')
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="down"} 1\n')
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="unknown"} 0\n')
    expect(text).toContain(`status_check_last_run_timestamp_seconds{${LABELS}} ${NOW / 1000 + 1}\n`)
    expect(text).toContain(`status_check_last_success_timestamp_seconds{${LABELS}} ${NOW / 1000}\n`)
    expect(text).not.toContain('status_check_last_run_timestamp_seconds{component="api",check="zone"')
  })

  test('slots are counted by how they ended, faults and sleep beside them', async () => {
    const metrics = metricsOf()
    const health = checkOf('health')
    for (const lateMs of [0.5, 1000, 1500]) metrics.onSlot(health, lateMs)
    metrics.onMissed(health, 4)
    metrics.onFault(health)
    metrics.onSlept(90_000)
    metrics.configure(COMPONENTS)
    const text = await scrape(metrics)
    const slots = (ending: Ending) => `status_check_slots_total{check="health",region="local",ending="${ending}"}`
    for (const line of [
      `${slots('done')} 2`,
      `${slots('late')} 1`,
      `${slots('missed')} 4`,
      'status_check_missed_total{check="health",region="local"} 4',
      'status_check_faults_total{check="health",region="local"} 1',
      'status_check_lateness_seconds_bucket{region="local",le="0.001"} 1',
      'status_check_lateness_seconds_bucket{region="local",le="1"} 2',
      'status_check_lateness_seconds_count{region="local"} 3',
      'status_prober_slept_seconds_total 90',
    ])
      expect(text).toContain(`${line}\n`)
  })

  test('what is private has series for those only who may see all', async () => {
    const metrics = metricsOf(...['health', 'inner', 'hidden-health'].map((id) => resultOf(id, NOW)))
    for (const id of ['health', 'inner', 'hidden-health']) {
      const check: Check = checkOf(id)
      metrics.onSlot(check, 0)
      metrics.onMissed(check, 1)
      metrics.onFault(check)
    }
    const [shown, all] = [await scrape(metrics), await scrape(metrics, 'prometheus', 'all')]
    const lateness = (text: string) => /^status_check_lateness_seconds_count.* (\d)$/m.exec(text)?.[1]
    expect(shown).not.toMatch(/inner|hidden/)
    expect(lateness(shown)).toBe('1')
    expect(lateness(all)).toBe('3')
    const nameOf = (line: string) => line.slice(0, line.indexOf('{'))
    const namesOf = (check: string) =>
      all
        .split('\n')
        .filter((line) => line.includes(`check="${check}"`))
        .map(nameOf)
    expect(namesOf('inner')).toEqual(namesOf('health'))
    expect(namesOf('hidden-health')).toEqual(namesOf('health'))
  })

  test('operators are told of more than the public, which is reckoned once a view when they ask', async () => {
    const metrics = metricsOf()
    const view = makeView({ components: [makeComponent()], maintenance: [] })
    const vault = makeComponent({ id: 'vault', status: 'major_outage' })
    let reckoned = 0
    metrics.onView(view, () => {
      reckoned++
      return { ...view, components: [...view.components, vault], incidents: [{ resolvedAt: null }] }
    })
    const told = async (audience: Audience) =>
      (await scrape(metrics, 'prometheus', audience)).match(/^status_(component_status.* 1|incidents_open .*)$/gm)
    const open = 'status_component_status{component="api",status="operational"} 1'
    const down = 'status_component_status{component="vault",status="major_outage"} 1'
    expect(await told('public')).toEqual([open, 'status_incidents_open 0'])
    expect(reckoned).toBe(0)
    for (let n = 0; n < 2; n++) expect(await told('all')).toEqual([open, down, 'status_incidents_open 1'])
    expect(reckoned).toBe(1)
  })

  test('of the statuses of a component exactly the one that holds is 1', async () => {
    const metrics = metricsOf()
    metrics.onView(makeView({ components: [makeComponent({ id: 'api', status: 'partial_outage' })] }))
    const text = await scrape(metrics)
    const ones = text.match(/^status_component_status\{.*\} 1$/gm)
    expect(ones).toEqual(['status_component_status{component="api",status="partial_outage"} 1'])
    expect(text.match(/^status_component_status\{.*\} 0$/gm)).toHaveLength(5)
  })

  test('what the checks alone say is told beside what people tell', async () => {
    const metrics = metricsOf()
    const component = makeComponent({ status: 'under_maintenance', rawStatus: 'major_outage' })
    metrics.onView(makeView({ components: [component] }))
    const ones = (await scrape(metrics)).match(/^status_component\w*_status\{.*\} 1$/gm)
    expect(ones).toEqual([
      'status_component_status{component="api",status="under_maintenance"} 1',
      'status_component_raw_status{component="api",status="major_outage"} 1',
    ])
  })

  test('maintenance is counted while it is in progress, and the next is told until there is none', async () => {
    const metrics = metricsOf()
    const told = async (...maintenance: PublicOccurrence[]) => {
      metrics.onView(makeView({ maintenance }))
      return (await scrape(metrics)).match(/^status_maintenance_.*$/gm)
    }
    const running = makeOccurrence({ state: 'in_progress', startsAt: NOW - 1000 })
    const off = makeOccurrence({ state: 'cancelled', startsAt: NOW + 1000 })
    const next = makeOccurrence({ startsAt: NOW + 2000 })
    expect(await told(running, off, next)).toEqual([
      'status_maintenance_in_progress 1',
      `status_maintenance_next_start_timestamp_seconds ${(NOW + 2000) / 1000}`,
    ])
    expect(await told(off)).toEqual(['status_maintenance_in_progress 0'])
  })

  test('uptime and coverage are told over each window, and absent where they are not known', async () => {
    const metrics = metricsOf()
    const none = { uptime: null, coverage: null }
    const windows = {
      '24h': none,
      '7d': { uptime: null, coverage: 0 },
      '30d': none,
      '90d': { uptime: 0.999, coverage: 1 },
    }
    metrics.onView(makeView({ components: [makeComponent({ windows })] }))
    expect((await scrape(metrics)).match(/^status_component_(uptime|coverage)_ratio.*$/gm)).toEqual([
      'status_component_uptime_ratio{component="api",window="90d"} 0.999',
      'status_component_coverage_ratio{component="api",window="7d"} 0',
      'status_component_coverage_ratio{component="api",window="90d"} 1',
    ])
  })

  test('an objective is told with its budget, which is absent where nothing was observed', async () => {
    const metrics = metricsOf()
    const slo = OBJECTIVES['missed'] ?? null
    const blind = makeComponent({ id: 'blind', slo: OBJECTIVES['nothing observed'] ?? null })
    metrics.onView(makeView({ components: [makeComponent({ slo }), blind, makeComponent({ id: 'free' })] }))
    expect((await scrape(metrics)).match(/^status_slo_.*$/gm)).toEqual([
      'status_slo_objective_ratio{component="api"} 0.999',
      'status_slo_objective_ratio{component="blind"} 0.999',
      'status_slo_period_seconds{component="api"} 2592000',
      'status_slo_period_seconds{component="blind"} 2592000',
      'status_slo_error_budget_remaining_ratio{component="api"} -9',
    ])
  })

  test('evidence ages between editions, and has no age where there is none', async () => {
    const metrics = metricsOf()
    const components = [makeComponent({ evidenceAt: NOW - 1500 }), makeComponent({ id: 'new', evidenceAt: null })]
    metrics.onView(makeView({ components }))
    const text = await scrape(metrics)
    expect(text).toContain('status_evidence_age_seconds{component="api"} 1.5\n')
    expect(text).not.toContain('status_evidence_age_seconds{component="new"}')
  })

  test('a check that leaves the configuration leaves the metrics, and one that stays is counted on', async () => {
    const metrics = metricsOf(found(), resultOf('zone', NOW))
    metrics.configure([componentOf('api', { checks: [checkOf('health')] })])
    metrics.onResult(found())
    const text = await scrape(metrics)
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="up"} 2\n')
    expect(text).not.toContain('check="zone"')
  })

  test.skipIf(spawnSync('promtool', ['--version']).error)('promtool finds nothing to say against them', async () => {
    const observed = seen({
      ...{ phases: PHASES, family: 4, tls: TLS, http: HTTP, websocket: { status: 101, upgraded: true } },
      dns: { rcode: 'NOERROR', answers: 1, authorities: 0, additionals: 0, serial: 1 },
    })
    const metrics = metricsOf(...['health', 'zone', 'chat'].map((id) => resultOf(id, NOW, { observed })))
    metrics.onSlot(checkOf('health'), 5)
    const input = await scrape(metrics)
    expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  })
})

describe('a scrape', () => {
  const namesIn = (text: string) => [...new Set(text.match(/^\w+/gm))].sort()

  test('is OpenMetrics for whoever accepts it, and Prometheus’ own form for others', async () => {
    const metrics = metricsOf(found())
    const [open, plain] = [await metrics.expose('openmetrics'), await metrics.expose()]
    expect(open.contentType).toMatch(/^application\/openmetrics-text; version=1\.0\.0/)
    expect(String(open.bytes)).toMatch(/# EOF\n$/)
    expect(plain.contentType).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(String(plain.bytes)).not.toContain('# EOF')
  })

  test('describes a counter with its ending, and as OpenMetrics without; its samples have it in both', async () => {
    const metrics = metricsOf(found())
    const [open, plain] = [await scrape(metrics, 'openmetrics'), await scrape(metrics)]
    for (const name of ['status_check_runs', 'process_cpu_seconds']) {
      expect(open).toContain(`# TYPE ${name} counter\n`)
      expect(plain).toContain(`# TYPE ${name}_total counter\n`)
      for (const text of [open, plain]) expect(text).toMatch(new RegExp(`^${name}_total`, 'm'))
    }
  })

  test('has the same series in either form, whatever was asked for before', async () => {
    const metrics = metricsOf(found())
    const [first, open, second] = [
      await scrape(metrics),
      await scrape(metrics, 'openmetrics'),
      await scrape(metrics, 'prometheus'),
    ]
    expect(namesIn(open)).toEqual(namesIn(first))
    expect(namesIn(second)).toEqual(namesIn(first))
  })
})
