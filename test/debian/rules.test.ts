import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { panelsOf } from '../api/generate/expressions.ts'
import { temporaryFolder } from '../e2e/service.ts'
import { SCENARIOS, type Scenario } from './rule-scenarios.ts'

const RULES = 'docs/monitoring/rules.yml'

/** What Prometheus' own unit tests of rules say of a scenario; nothing where each alert is as it must be. */
function complaints({ interval, at, series, firing }: Scenario): string {
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
  const file = {
    rule_files: ['rules.yml'],
    evaluation_interval: interval,
    tests: [{ interval, input_series: series, promql_expr_test: [asked] }],
  }
  // JSON is YAML.
  writeFileSync(`${folder.path}/test.yml`, JSON.stringify(file))
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', `${folder.path}/test.yml`], {
    encoding: 'utf8',
  })
  return status === 0 ? '' : stdout + stderr
}

describe('the shipped rules', () => {
  test('promtool finds nothing to say against them, nor against the configuration that names them', () => {
    expect(execFileSync('promtool', ['check', 'rules', RULES], { encoding: 'utf8' })).toContain('SUCCESS')
    expect(
      execFileSync('promtool', ['check', 'config', 'docs/monitoring/prometheus.yml'], { encoding: 'utf8' }),
    ).toContain('SUCCESS')
  })

  test.each(Object.entries(SCENARIOS))('fire as they must while %s', (_, scenario) =>
    expect(complaints(scenario)).toBe(''),
  )

  test('each fires in some scenario', () => {
    const { groups } = parse(readFileSync(RULES, 'utf8')) as { groups: { rules: { alert?: string }[] }[] }
    const alerts = groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []))
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
