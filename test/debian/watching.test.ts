import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prometheusFile, rulesFile } from '../../api/generate/prometheus.ts'
import { panelsOf, SOMETIMES, selected } from '../api/generate/expressions.ts'
import { DEFAULTS, shipped } from '../api/generate/shipped.ts'
import { eventually, statusOf, temporaryFolder, type Watched, watchSimulator } from '../e2e/service.ts'
import { tokenFor } from '../e2e/token-for.ts'
import { type Prometheus, startPrometheus } from './prometheus.ts'

const MINUTE_MS = 60_000

interface Rule {
  name: string
  health: string
  lastError?: string
  lastEvaluation: string
}

interface Alert {
  state: string
  labels: { alertname: string; component?: string }
}

/** Who waits for us after each round of probing. */
const waiting = createServer((_, response) => void response.end('OK', () => pings++))
let pings = 0

let folder: ReturnType<typeof temporaryFolder>
let watched: Watched
let prometheus: Prometheus

/** The shipped configuration of Prometheus, but for where the server is, its token, and how often it looks. */
function configurationFor(url: string, tokenFile: string): string {
  const text = prometheusFile({ job: DEFAULTS.job, target: new URL(url).host, interval: '1s' })
  return text.replace(/^ +# authorization:.*$/m, `    authorization: { credentials_file: ${tokenFile} }`)
}

beforeAll(async () => {
  folder = temporaryFolder()
  await new Promise<void>((resolve) => waiting.listen(0, '127.0.0.1', resolve))
  const { port } = waiting.address() as AddressInfo
  const limits = { WARN_LOOP: '1ms', WARN_MEMORY_MB: '1' }
  watched = await watchSimulator({ PING_URL: `http://127.0.0.1:${port}/ping/secret`, ...limits })
  const { service, variables } = watched
  await eventually(async () => (await statusOf(service, 'api')) === 'operational')
  writeFileSync(`${folder.path}/token`, await tokenFor(variables, 'metrics:read'))
  writeFileSync(`${folder.path}/prometheus.yml`, configurationFor(service.url, `${folder.path}/token`))
  writeFileSync(`${folder.path}/rules.yml`, rulesFile(shipped(variables).components, DEFAULTS))
  prometheus = await startPrometheus(folder.path)
  await sleep(MINUTE_MS)
}, 2 * MINUTE_MS)

afterAll(async () => {
  await prometheus?.[Symbol.asyncDispose]()
  await watched?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
  waiting.close()
})

const alerts = async () => ((await prometheus.read('/api/v1/alerts')) as { alerts: Alert[] }).alerts
const told = (all: readonly Alert[]) =>
  all.map(({ labels, state }) => `${labels.alertname} ${labels.component} ${state}`).sort()

describe('a real Prometheus that has scraped for a minute with the shipped configuration', () => {
  test('has nothing to warn of', () => expect(prometheus.log()).not.toMatch(/level=(warn|error)/))

  test('has evaluated every rule', async () => {
    const { groups } = (await prometheus.read('/api/v1/rules')) as { groups: { rules: Rule[] }[] }
    const rules = groups.flatMap((group) => group.rules)
    expect(rules.length).toBeGreaterThan(20)
    for (const { name, health, lastError, lastEvaluation } of rules) {
      expect([name, health, lastError]).toEqual([name, 'ok', undefined])
      expect(Date.now() - Date.parse(lastEvaluation), name).toBeLessThan(10_000)
    }
  })

  test('who waits for it has been told of a round, and no log or metric says where', async () => {
    // A round may have ended just now, and is scraped within a second; two have where the start took long.
    await eventually(async () => (await prometheus.query('status_rounds_total{ending="told"} > 0')).length === 1)
    expect([1, 2]).toContain(pings)
    expect(watched.service.output()).not.toContain('secret')
  })

  test('the log warned of a process that went over its limits', () => {
    expect(watched.service.output()).toContain('nothing else could be done for a while')
    expect(watched.service.output()).toContain('more memory is used than was expected')
  })

  test('has nothing to tell anybody', async () => expect(told(await alerts())).toEqual([]))

  test.each(panelsOf(DEFAULTS.job))('has something to draw in the panel $title', async ({ exprs }) => {
    for (const expr of exprs) {
      const series = await prometheus.query(expr)
      if (selected(expr).every(({ metric }) => !SOMETIMES.test(metric))) expect(series, expr).not.toEqual([])
    }
  })

  test('tells that evidence is stale when the prober stands still, and nothing else', async () => {
    await watched.service.signal('SIGUSR2', 'no longer asking')
    const stale = ['ai_assistant', 'api', 'dashboard', 'salesforce_sync'].map(
      (id) => `StatusEvidenceStale ${id} firing`,
    )
    const deadline = Date.now() + 75_000
    while (Date.now() < deadline && told(await alerts()).filter((one) => one.endsWith('firing')).length < 4)
      await sleep(500)
    expect(told(await alerts())).toEqual(stale)
    await sleep(3000)
    expect(told(await alerts())).toEqual(stale)
  }, 90_000)
})
