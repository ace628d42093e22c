import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '#config'
import { REASONS } from '#domain/reason.ts'
import { createApp } from '../api/app.ts'
import { createMetrics } from '../api/metrics/metrics.ts'
import { demandRenderers, publicRenderers } from '../api/publish/renderers.ts'
import { WORDS } from '../probes/configuration/expectation-schema.ts'
import { readConfiguration } from '../probes/configuration/read.ts'
import { jsonSchema } from '../probes/configuration/schema.ts'
import { appDeps } from './api/app-deps.ts'
import { certify } from './probes/certificate.ts'

const README = readFileSync('README.md', 'utf8')
const REFERENCE = readFileSync('docs/reference.md', 'utf8')

const CONFIGURATION = readFileSync('docs/configuration.md', 'utf8')

const CLIENT = certify('probe', '2026-01-01', '2036-01-01')

const metrics = createMetrics({ now: () => 0 })
const app = createApp(appDeps({ metrics }))
const documents = [...publicRenderers(async () => '', '{}'), ...demandRenderers(async () => '', '{}')]
  .map(({ path }) => path)
  .filter((path) => path.startsWith('/'))
const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path)
const named = String((await metrics.expose()).bytes).matchAll(/^# TYPE (\S+)/gm)
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

describe('docs/configuration.md', () => {
  test.each(Object.keys(REASONS))('has the reason code %s', (code) => expect(CONFIGURATION).toContain(`\`${code}\``))

  const text = JSON.stringify(jsonSchema())
  const checkKeys = [...text.matchAll(/"kind":\{"type":"string","const":"(\w+)"\}/g)].map(([, kind]) => kind ?? '')

  test('tells of the kinds that the schema has', () =>
    expect([...new Set(checkKeys)].sort()).toEqual(Object.keys(WORDS).sort()))

  test.each(Object.keys(WORDS))('has a section on the kind %s', (kind) => {
    expect(CONFIGURATION).toContain(`### ${kind}\n`)
    expect(CONFIGURATION).toMatch(new RegExp(`^  kind: ${kind}$`, 'm'))
  })

  test.each([...new Set(Object.values(WORDS).flat())])('has the expectation %s, and the kinds it is for', (word) => {
    const [, of = ''] = new RegExp(`^\\| \`${word}: [^|]*\\| ([^|]*)`, 'm').exec(CONFIGURATION) ?? []
    const kinds = Object.entries(WORDS).flatMap(([kind, words]) =>
      (words as readonly string[]).includes(word) ? kind : [],
    )
    expect(of.trim() === 'all' ? Object.keys(WORDS).sort() : of.trim().split(', ').sort()).toEqual(kinds.sort())
  })

  test.each(['==', '!=', '<', '<=', '>', '>=', 'in', 'matches', 'contains', 'exists', 'length'])(
    'has the comparison %s',
    (operator) => expect(CONFIGURATION.split('Comparisons of `json`')[1]).toContain(operator),
  )

  const blocks = [...CONFIGURATION.matchAll(/```yaml\n(- .*?)```/gs)].map(([, block]) => block ?? '')
  const variables = {
    ...{ API_KEY: 'a', PROBE_PASSWORD: 'a', BACKUP_TOKEN: '0123456789abcdef0123456789abcdef' },
    ...{ CLIENT_CERT: CLIENT.cert, CLIENT_KEY: CLIENT.key },
  }
  // The first is what all kinds have in common, and of no kind that could be asked.
  test.each(blocks.slice(1))('has only examples that are valid: %s', (block) => {
    const checks = block.replace(/^/gm, '      ')
    const file = `page: { name: Scopien }\ncomponents:\n  - id: api\n    name: API\n    checks:\n${checks}`
    expect(readConfiguration(file, variables, 'docs').components[0]?.checks).toHaveLength(1)
  })
})
