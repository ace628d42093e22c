import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readGenerateArguments } from '../../../api/cli/generate-arguments.ts'
import { GENERATED, outputsOf } from '../../../api/generate/outputs.ts'
import { ruleGroups } from '../../../api/generate/prometheus.ts'
import type { AlertRule, RuleGroup } from '../../../api/generate/rule.ts'
import { slugOf } from '../../../api/generate/schema-type.ts'
import { withoutSecretsSet } from '../../../api/generate/unset-secrets.ts'
import { componentOf, configurationOf } from '../../facts.ts'
import { DEFAULTS, shipped } from './shipped.ts'

const alertsOf = (groups: readonly RuleGroup[]) =>
  groups.flatMap(({ rules }) => rules.filter((rule): rule is AlertRule => 'alert' in rule))

/** What is looked at of a panel. */
interface DrawnPanel {
  id: number
  type: string
  title: string
  gridPos: { x: number; y: number }
  datasource?: { uid: string }
  fieldConfig?: { defaults: { thresholds?: { steps: { color: string; value: number | null }[] } } }
}

const files = GENERATED.flatMap((what) => Object.entries(outputsOf(what, shipped(), DEFAULTS)))

describe('docs/monitoring', () => {
  test.each(files)('%s is made of the shipped configuration; `npm run generate:…` writes it', (name, text) =>
    expect(readFileSync(`docs/monitoring/${name}`, 'utf8')).toBe(text),
  )
})

describe('docs/alerts.md', () => {
  const told = readFileSync('docs/alerts.md', 'utf8')
  const alerts = [
    ...new Map(alertsOf(ruleGroups(shipped().components, DEFAULTS)).map((one) => [one.alert, one])).values(),
  ]

  test.each(alerts)('has the alert $alert, where its link leads', ({ alert, labels, annotations }) => {
    expect(told).toMatch(new RegExp(`^\\| \`${alert}\` +\\| ${labels.severity} `, 'm'))
    expect(told).toMatch(new RegExp(`^## \`${alert}\`\n\n\\S`, 'm'))
    expect(annotations.runbook_url).toBe(`docs/alerts.md#${slugOf(alert)}`)
  })

  test('has no other', () => {
    const headings = [...told.matchAll(/^## `(\w+)`$/gm)].map(([, name]) => name)
    expect(headings.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
  })
})

describe('what is generated', () => {
  const textOf = (name: string) => new Map(files).get(name) ?? ''

  test('scrapes the server by the name that the rules look for', () =>
    expect(parse(textOf('prometheus.yml'))).toMatchObject({
      rule_files: ['rules.yml'],
      scrape_configs: [{ job_name: 'scopien-status', static_configs: [{ targets: ['127.0.0.1:3000'] }] }],
    }))

  test('has a dashboard whose panels have ids, places and colours of their own', () => {
    const { panels } = JSON.parse(textOf('dashboard.json')) as { panels: DrawnPanel[] }
    const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)
    expect([new Set(panels.map(({ id }) => id)).size, new Set(places).size]).toEqual([panels.length, panels.length])
    const drawn = panels.filter(({ type }) => type !== 'row')
    expect(drawn.filter(({ datasource }) => datasource?.uid !== '${datasource}')).toEqual([])
    const bars = drawn.filter(({ type }) => type === 'bargauge')
    expect(bars.length).toBeGreaterThan(3)
    for (const { title, fieldConfig } of bars) {
      const steps = fieldConfig?.defaults.thresholds?.steps ?? []
      expect(
        steps.map(({ color }) => color),
        title,
      ).toEqual(['red', 'yellow', 'green'])
      expect(
        steps.map(({ value }) => value ?? Number.NEGATIVE_INFINITY),
        title,
      ).toEqual(steps.map(({ value }) => value ?? Number.NEGATIVE_INFINITY).toSorted((a, b) => a - b))
    }
  })

  test('is whole where nothing is promised and nothing asked', () => {
    const bare = configurationOf([componentOf('api', { checks: [] })])
    const rules = outputsOf('prometheus', bare, DEFAULTS)['rules.yml'] ?? ''
    const names = parse(rules).groups.flatMap(({ rules: all }: { rules: { alert?: string }[] }) =>
      all.map(({ alert }) => alert),
    )
    expect(names).toContain('StatusComponentDown')
    expect(names).not.toContain('StatusEvidenceStale')
    expect(rules).not.toMatch(/StatusBudgetBurns|lost_ratio/)
  })
})

describe('readGenerateArguments', () => {
  test('takes a tool, and says what it leaves out', () =>
    expect(readGenerateArguments(['grafana', '--job', 'status'])).toEqual({
      ...{
        what: 'grafana',
        out: 'docs/monitoring',
        job: 'status',
        target: '127.0.0.1:3000',
        runbooks: 'docs/alerts.md',
      },
    }))

  test.each([
    ['', /^Expected one of:\n {2}npm run generate:prometheus/],
    ['datadog', /^Expected one of:/],
    ['grafana openslo', /^Expected nothing after grafana, got "openslo"\.\n/],
    ['grafana --jobs x', /^Unknown option '--jobs'/],
    ['grafana --job a"b', /^--job: expected letters, .+, got "a"b"\./],
    ['prometheus --target http://status:3000/', /^--target: expected host:port .+, got "http:\/\/status:3000\/"\./],
    ['prometheus --runbooks a#b', /^--runbooks: expected an address or a path, without #, got "a#b"\./],
  ])('%j is told what was expected', (line, fault) =>
    expect(readGenerateArguments(line.split(' ').filter(Boolean))).toEqual({ fault: expect.stringMatching(fault) }),
  )

  test.each(['status:3000', '10.0.0.1:80', '[::1]:3000'])('%s is a target', (target) =>
    expect(readGenerateArguments(['prometheus', '--target', target])).toMatchObject({ target }),
  )
})

describe('withoutSecretsSet', () => {
  test('has some value for a secret that is not set, and another for the next', () => {
    const { API_KEY, JOB_TOKEN, API_URL, SET_KEY } = withoutSecretsSet({ SET_KEY: 'set' })
    expect([API_URL, SET_KEY]).toEqual([undefined, 'set'])
    expect(API_KEY).toMatch(/^.{32,}$/)
    expect(API_KEY).not.toBe(JOB_TOKEN)
  })
})
