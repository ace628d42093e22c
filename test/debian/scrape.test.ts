import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eventually, statusOf, temporaryFolder, watchSimulator } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'

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
    const port = await freePort()
    const target = new URL(watched.service.url).host
    writeFileSync(
      `${folder.path}/prometheus.yml`,
      `scrape_configs: [{ job_name: status, scrape_interval: 1s, static_configs: [{ targets: ['${target}'] }] }]\n`,
    )
    const prometheus = spawn(
      'prometheus',
      [
        ...[`--config.file=${folder.path}/prometheus.yml`, `--storage.tsdb.path=${folder.path}/data`],
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let log = ''
    prometheus.stderr.on('data', (chunk) => (log += chunk))
    try {
      const ask = async (query: string) => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`)
        return JSON.parse(await answer.text()).data.result
      }
      await eventually(async () => (await ask('up').catch(() => []))[0]?.value[1] === '1')
      expect(await ask('status_component_status{component="api",status="operational"}')).toMatchObject([
        { value: [expect.any(Number), '1'] },
      ])
      expect(log).not.toMatch(/level=(warn|error).*scrape/)
    } finally {
      prometheus.kill()
      await once(prometheus, 'close')
    }
  })
})
