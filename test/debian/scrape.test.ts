import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventually, statusOf, temporaryFolder, watchSimulator } from '../e2e/service.ts'
import { tokenFor } from '../e2e/token-for.ts'
import { startReceiver } from '../tracing/receiver.ts'
import { type Prometheus, startPrometheus } from './prometheus.ts'

/** The exemplars of a series, as Prometheus' API tells them. */
interface Exemplars {
  seriesLabels: { __name__: string; le: string }
  exemplars: { labels: { trace_id: string }; value: string }[]
}

async function exemplarsOf(prometheus: Prometheus): Promise<Exemplars[]> {
  const query = `query={job="status"}&start=0&end=${Date.now() / 1000 + 60}`
  return (await prometheus.read(`/api/v1/query_exemplars?${query}`)) as Exemplars[]
}

describe('a live scrape', () => {
  test('promtool finds nothing to say against it', async () => {
    await using watched = await watchSimulator()
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    const input = await (await fetch(`${watched.service.url}/metrics`)).text()
    expect(input).toContain('probe_success{')
    expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  })

  test('a real Prometheus, which asks for OpenMetrics, takes every sample of it, and the traces that buckets name', async () => {
    await using receiver = await startReceiver()
    const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_TRACES_SAMPLER_ARG: '1' }
    await using watched = await watchSimulator({ ...traced, OTEL_BSP_SCHEDULE_DELAY: '100' })
    using folder = temporaryFolder()
    const target = new URL(watched.service.url).host
    const token = await tokenFor(watched.variables, 'metrics:read')
    writeFileSync(
      `${folder.path}/prometheus.yml`,
      `scrape_configs: [{ job_name: status, scrape_interval: 1s, authorization: { credentials: ${token} }, static_configs: [{ targets: ['${target}'] }] }]\n`,
    )
    await using prometheus = await startPrometheus(folder.path, ['--enable-feature=exemplar-storage'])
    await eventually(async () => (await prometheus.query('up'))[0]?.value[1] === '1')
    expect(await prometheus.query('status_component_status{component="api",status="operational"}')).toHaveLength(1)
    await eventually(async () => (await exemplarsOf(prometheus)).length > 3)
    const found = await exemplarsOf(prometheus)
    expect(new Set(found.map(({ seriesLabels }) => seriesLabels.__name__))).toEqual(
      new Set(['status_check_duration_seconds_bucket']),
    )
    for (const { seriesLabels, exemplars } of found) {
      for (const { labels, value } of exemplars) {
        expect(Number(value)).toBeLessThanOrEqual(Number(seriesLabels.le.replace('+Inf', 'Infinity')))
        await eventually(async () => receiver.spans.some(({ traceId }) => traceId === labels.trace_id))
      }
    }
    expect(prometheus.log()).not.toMatch(/level=(warn|error).*(scrape|exemplar)/)
  })
})
