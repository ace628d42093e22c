import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { panelsOf } from '../api/generate/expressions.ts'
import { temporaryFolder } from '../e2e/service.ts'
import { DISASTER, SCENARIOS } from './rule-scenarios.ts'
import type { Scenario } from './rule-series.ts'

const RULES = 'docs/monitoring/rules.yml'
const { groups: GROUPS } = parse(readFileSync(RULES, 'utf8')) as {
  groups: { name: string; rules: { alert?: string }[] }[]
}

/** Labels and texts as they are told to people. */
interface Told {
  at: string
  alertname: string
  exp_alerts: { exp_labels: Record<string, string>; exp_annotations: Record<string, string> }[]
}

/** What Prometheus' own unit tests of rules say of a scenario; nothing where each alert is as it must be. */
async function complaints({ interval, at, series, firing }: Scenario, told: readonly Told[] = []): Promise<string> {
  using folder = temporaryFolder()
  copyFileSync(RULES, `${folder.path}/rules.yml`)
  const expected = firing.map((one) => {
    const [alertname, component] = one.split(' ')
    const labels = [`alertname="${alertname}"`, ...(component === undefined ? [] : [`component="${component}"`])]
    return { labels: `{${labels.join(',')}}`, value: 1 }
  })
  const asked = {
    expr: 'count by (alertname, component) (ALERTS{alertstate="firing"})',
    eval_time: at,
    exp_samples: expected,
  }
  const texts = told.map(({ at: eval_time, ...rest }) => ({ eval_time, ...rest }))
  const file = {
    rule_files: ['rules.yml'],
    evaluation_interval: interval,
    // What is recorded first is looked at then; left to itself, promtool goes by no order.
    group_eval_order: GROUPS.map(({ name }) => name),
    tests: [{ interval, input_series: series, promql_expr_test: [asked], alert_rule_test: texts }],
  }
  // JSON is YAML.
  writeFileSync(`${folder.path}/test.yml`, JSON.stringify(file))
  return await promisify(execFile)('promtool', ['test', 'rules', `${folder.path}/test.yml`]).then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  )
}

describe('the shipped rules', () => {
  test('promtool finds nothing to say against them, nor against the configuration that names them', () => {
    const strictly = ['check', 'rules', '--lint=all', '--lint-fatal', RULES]
    expect(execFileSync('promtool', strictly, { encoding: 'utf8' })).toContain('SUCCESS')
    expect(
      execFileSync('promtool', ['check', 'config', 'docs/monitoring/prometheus.yml'], { encoding: 'utf8' }),
    ).toContain('SUCCESS')
  })

  test.concurrent.each(Object.entries(SCENARIOS))('fire as they must while %s', async (_, scenario) =>
    expect(await complaints(scenario)).toBe(''),
  )

  test('say whom they are about, how bad it is, and where to read on', async () => {
    const of = (alertname: string, labels: Record<string, string>, annotations: Record<string, string>): Told => ({
      ...{ at: '30m', alertname },
      exp_alerts: [
        {
          exp_labels: { job: 'scopien-status', instance: 'status:3000', ...labels },
          exp_annotations: { ...annotations, runbook_url: `docs/alerts.md#${alertname.toLowerCase()}` },
        },
      ],
    })
    const check = { check: 'api-health', region: 'local' }
    const told = [
      of(
        'StatusProbesMissed',
        { severity: 'warning', ...check },
        {
          summary: 'Probes of api-health are not asked',
          description: '9.091% of the times at which it was due, over 15 minutes.',
        },
      ),
      of(
        'StatusCertificateEnds',
        { severity: 'critical', component: 'api', ...check },
        {
          summary: 'The certificate that api-health sees ends soon',
          description: 'The first of its chain ends in 1d 0h 0m 0s.',
        },
      ),
      of(
        'StatusComponentDown',
        { severity: 'critical', component: 'api', status: 'major_outage' },
        {
          summary: 'api is down',
          description: 'Its checks failed as often in a row as an outage is believed after.',
        },
      ),
    ]
    expect(await complaints(DISASTER, told)).toBe('')
  })

  test('each fires in some scenario', () => {
    const alerts = GROUPS.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []))
    const fired = Object.values(SCENARIOS).flatMap(({ firing }) => firing.map((one) => one.split(' ')[0]))
    expect([...new Set(fired)].sort()).toEqual([...new Set(alerts)].sort())
  })
})

describe('the dashboard', () => {
  test('has expressions only that Prometheus can read', () => {
    using folder = temporaryFolder()
    const exprs = panelsOf('scopien-status').flatMap(({ exprs }) => exprs)
    const rules = exprs.map((expr, index) => ({ record: `panel:expression:${index}`, expr }))
    writeFileSync(`${folder.path}/panels.yml`, JSON.stringify({ groups: [{ name: 'panels', rules }] }))
    expect(execFileSync('promtool', ['check', 'rules', `${folder.path}/panels.yml`], { encoding: 'utf8' })).toContain(
      'SUCCESS',
    )
  })
})
