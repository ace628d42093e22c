import { describe, expect, test } from 'vitest'
import type { Result } from '#domain/result.ts'
import { createMetrics } from '../../api/metrics.ts'
import { httpCheck } from '../probes/checks.ts'
import { makeComponent, makeView, NOW } from '../site/view.ts'

const check = (id: string, changes = {}) => httpCheck('http://127.0.0.1/', { id, componentId: 'api', ...changes })
const COMPONENTS = [
  {
    id: 'api',
    name: 'API',
    description: null,
    group: null,
    private: false,
    checks: [check('health'), check('inner', { private: true })],
  },
  { id: 'hidden', name: 'Hidden', description: null, group: null, private: true, checks: [check('hidden-health')] },
]
const found = (changes: Partial<Result> = {}): Result => ({
  checkId: 'health',
  region: 'local',
  at: NOW,
  durationMs: 84,
  outcome: 'up',
  reasonCode: null,
  detail: null,
  retryAt: null,
  ...changes,
})

function metricsOf(...results: Result[]) {
  const metrics = createMetrics({ now: () => NOW })
  metrics.configure(COMPONENTS)
  for (const result of results) metrics.onResult(result)
  return metrics
}

const LABELS = 'component="api",check="health",region="local"'

describe('createMetrics', () => {
  test.each<[Result['outcome'], string | null]>([
    ['up', '1'],
    ['degraded', '1'],
    ['down', '0'],
    ['unknown', null],
  ])('a probe that found %s has the success %s', async (outcome, value) => {
    const text = await metricsOf(found(), found({ outcome })).expose()
    expect(/^probe_success\{.*\} (\d)$/m.exec(text)?.[1] ?? null).toBe(value)
  })

  test('a probe tells its duration in seconds and is counted by outcome', async () => {
    const text = await metricsOf(found(), found({ outcome: 'down', durationMs: 1500 })).expose()
    expect(text).toContain(`probe_duration_seconds{${LABELS}} 1.5\n`)
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="up"} 1\n')
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="down"} 1\n')
    expect(text).toContain('status_check_runs_total{check="health",region="local",outcome="unknown"} 0\n')
  })

  test('what is private has no series', async () => {
    const text = await metricsOf(found({ checkId: 'inner' }), found({ checkId: 'hidden-health' })).expose()
    expect(text).not.toMatch(/inner|hidden/)
  })

  test('of the statuses of a component exactly the one that holds is 1', async () => {
    const metrics = metricsOf()
    metrics.onView(makeView({ components: [makeComponent({ id: 'api', status: 'partial_outage' })] }))
    const text = await metrics.expose()
    const ones = text.match(/^status_component_status\{.*\} 1$/gm)
    expect(ones).toEqual(['status_component_status{component="api",status="partial_outage"} 1'])
    expect(text.match(/^status_component_status\{.*\} 0$/gm)).toHaveLength(5)
  })

  test('evidence ages between editions, and has no age where there is none', async () => {
    const metrics = metricsOf()
    const components = [makeComponent({ evidenceAt: NOW - 1500 }), makeComponent({ id: 'new', evidenceAt: null })]
    metrics.onView(makeView({ components }))
    const text = await metrics.expose()
    expect(text).toContain('status_evidence_age_seconds{component="api"} 1.5\n')
    expect(text).not.toContain('status_evidence_age_seconds{component="new"}')
  })

  test('a check that leaves the configuration leaves the gauges', async () => {
    const metrics = metricsOf(found())
    metrics.configure([])
    expect(await metrics.expose()).not.toContain('probe_success{')
  })
})
