import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dashboardRows } from '../../../api/generate/dashboard.ts'
import { eventually, statusOf, type Watched, watchSimulator } from '../../e2e/service.ts'
import { tokenFor } from '../../e2e/token-for.ts'
import { grouped, panelsOf, rules, SOMETIMES, selected } from './expressions.ts'

/** What Prometheus adds to what it scrapes. */
const ADDED = ['job', 'instance']

let watched: Watched
/** The labels of each metric that a started server exposes, to who may see all. */
const labelsOf = new Map<string, Set<string>>([['up', new Set()]])

beforeAll(async () => {
  watched = await watchSimulator()
  const { service, variables } = watched
  await eventually(async () => (await statusOf(service, 'api')) === 'operational')
  const authorization = `Bearer ${await tokenFor(variables, 'metrics:read')}`
  const read = async () => (await fetch(`${service.url}/metrics`, { headers: { authorization } })).text()
  await eventually(async () => (await read()).includes('status_slo_error_budget_remaining_ratio{'))
  for (const line of (await read()).split('\n')) {
    const [, metric, labels = ''] = /^([\w:]+)(?:\{(.*)\})? /.exec(line) ?? []
    if (metric === undefined) continue
    const known = labelsOf.get(metric) ?? new Set()
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    labelsOf.set(metric, known)
  }
}, 60_000)

afterAll(() => watched?.[Symbol.asyncDispose]())

const panels = panelsOf('scopien-status').flatMap(({ title, exprs }) => exprs.map((expr) => ({ name: title, expr })))
const recorded = new Set(rules().map(({ name }) => name))

const isAlways = (metric: string) => !SOMETIMES.test(metric) && !recorded.has(metric)
const has = (metric: string) => [...(labelsOf.get(metric) ?? []), ...ADDED]

describe('what the dashboard and the rules ask', () => {
  test.each([...panels, ...rules()])(
    '$name: $expr names metrics that there are, with labels that they have',
    ({ expr }) => {
      const asked = selected(expr)
      expect(asked.length).toBeGreaterThan(0)
      for (const { metric, labels } of asked.filter(({ metric }) => isAlways(metric))) {
        expect([...labelsOf.keys()]).toContain(metric)
        expect(has(metric)).toEqual(expect.arrayContaining(labels))
      }
      expect(asked.flatMap(({ metric }) => has(metric))).toEqual(expect.arrayContaining(grouped(expr)))
    },
  )

  test.each(
    dashboardRows().flatMap(({ panels: all }) =>
      all.flatMap(({ title, queries }) => queries.map((query) => ({ title, ...query }))),
    ),
  )('$title: the legend $legend names labels that are left', ({ expr, legend }) => {
    const named = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label)
    const asked = selected(expr).map(({ metric }) => metric)
    if (!asked.every(isAlways)) return
    expect(asked.flatMap(has)).toEqual(expect.arrayContaining(named))
  })
})
