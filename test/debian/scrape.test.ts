import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventually, statusOf, temporaryFolder, watchSimulator } from '../e2e/service.ts'
import { startPrometheus } from './prometheus.ts'

describe('a live scrape', () => {
  test('promtool finds nothing to say against it', async () => {
    await using watched = await watchSimulator()
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    const input = await (await fetch(`${watched.service.url}/metrics`)).text()
    expect(input).toContain('probe_success{')
    expect(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })).toBe('')
  })

  test('a real Prometheus, which asks for OpenMetrics, takes every sample of it', async () => {
    await using watched = await watchSimulator()
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    using folder = temporaryFolder()
    const target = new URL(watched.service.url).host
    writeFileSync(
      `${folder.path}/prometheus.yml`,
      `scrape_configs: [{ job_name: status, scrape_interval: 1s, static_configs: [{ targets: ['${target}'] }] }]\n`,
    )
    await using prometheus = await startPrometheus(folder.path)
    await eventually(async () => (await prometheus.query('up'))[0]?.value[1] === '1')
    expect(await prometheus.query('status_component_status{component="api",status="operational"}')).toMatchObject([
      { value: [expect.any(Number), '1'] },
    ])
    expect(prometheus.log()).not.toMatch(/level=(warn|error).*scrape/)
  })
})
