import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '#config'
import { createApp } from '../api/app.ts'
import { createMetrics } from '../api/metrics.ts'
import { publicRenderers } from '../api/publish/renderers.ts'

const README = readFileSync('README.md', 'utf8')
const REFERENCE = readFileSync('docs/reference.md', 'utf8')

const metrics = createMetrics({ now: () => 0 })
const app = createApp({ faults: async () => [], metrics, log: pino({ level: 'silent' }) })
const documents = publicRenderers(async () => '').map(({ path }) => path)
const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path)
const named = (await metrics.expose()).matchAll(/^# TYPE (\S+)/gm)
const ours = [...named].map(([, name]) => name ?? '').filter((name) => !/^(process|nodejs)_/.test(name))
const variables = [...readFileSync('probes/scopien.yaml', 'utf8').matchAll(/\$\{(\w{5,})/g)].map(
  ([, name]) => name ?? '',
)

describe('README.md', () => {
  test.each(Object.keys(SETTINGS))('has the setting %s in its table', (name) => {
    expect(README).toMatch(new RegExp(`^\\|.*\`${name}\``, 'm'))
  })

  test.each([...new Set(variables)])('has the variable %s of the shipped configuration', (name) => {
    expect(README).toContain(`| \`${name}\` `)
  })

  test.each(Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts))('names the command %s', (name) => {
    expect(README).toMatch(new RegExp(`npm (run )?${name}\\b`))
  })
})

describe('docs/reference.md', () => {
  test.each([...new Set([...documents, ...routes])])('has the route %s', (path) => {
    expect(REFERENCE).toContain(`| \`${path}\` `)
  })

  test.each(ours)('has the metric %s', (name) => {
    expect(REFERENCE).toContain(`| \`${name}\` `)
  })
})
