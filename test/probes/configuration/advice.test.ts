import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf, withCheck } from './texts.ts'

const withLines = (...lines: string[]) => `${withCheck('')}\n${lines.join('\n')}`
const read = (text: string) => readConfiguration(text, {}, 'status.yaml')

describe('advice', () => {
  test.each([
    ['advice: { timeout: { text: Wait. } }'],
    ['advice: { SYNC_9: { text: Wait. } }\nerrorCodes: { SYNC_9: { outcome: down, text: Broken } }'],
    ['advice: { timeout: { text: Wait., href: "https://docs.example.com/#timeouts" } }'],
    ['advice: { timeout: { text: Wait., href: "#timeouts" } }'],
    ['guide: ""'],
  ])('of %j is taken', (lines) => expect(faultsOf(withLines(lines))).toEqual([]))

  test.each([
    [
      'advice: { FOO: { text: Wait. } }',
      'advice.FOO: expected a reason code such as timeout, http_503 or one of errorCodes, got "FOO"',
    ],
    [
      'advice: { toString: { text: Wait. } }',
      'advice.toString: expected a reason code such as timeout, http_503 or one of errorCodes, got "toString"',
    ],
    ['advice: { timeout: Wait. }', 'advice.timeout: expected a mapping, got "Wait."'],
    ['advice: [timeout]', 'advice: expected a mapping, got ["timeout"]'],
    ['advice: { timeout: { text: "" } }', 'advice.timeout.text: expected at least 1 character, got ""'],
    [
      'advice: { timeout: { text: Wait., href: "javascript:alert(1)" } }',
      'advice.timeout.href: expected a link, or a place in the guide such as #api-rate-limits, got "javascript:alert(1)"',
    ],
    ['advice: { timeout: { text: Wait., steps: [] } }', 'advice.timeout.steps: expected no such key, got "steps"'],
    ['guide: docs', 'guide: expected an http, https, mailto or tel link, or nothing, got "docs"'],
    [
      'help: [{ text: Wait. }]',
      'help[0].title: expected a text, or one in each language such as { en: Sales, de: Vertrieb }, got nothing',
    ],
    ['help: { title: Wait }', 'help: expected a list, got {"title":"Wait"}'],
    [
      'help: [{ title: Wait, text: x, href: "//docs" }]',
      'help[0].href: expected a link, or a place in the guide such as #api-rate-limits, got "//docs"',
    ],
  ])('of %j is a fault: %s', (lines, fault) => expect(faultsOf(withLines(lines))).toEqual([fault]))

  test('of a component for a code that there is not is a fault of the component', () =>
    expect(faultsOf('page: { name: S }\ncomponents: [{ id: a, name: A, advice: { FOO: { text: Wait. } } }]')).toEqual([
      'components[0].advice.FOO: expected a reason code such as timeout, http_503 or one of errorCodes, got "FOO"',
    ]))

  test.each([
    ['https://docs.example.com/guide', 'https://docs.example.com/guide#timeouts'],
    ['https://docs.example.com/guide#top', 'https://docs.example.com/guide#timeouts'],
    ['', null],
  ])('refers to places in the guide %j as %s', (guide, href) => {
    const said = '{ text: Wait., href: "#timeouts" }'
    const configuration = read(
      withLines(
        `guide: "${guide}"`,
        `advice: { timeout: ${said} }`,
        'help: [{ title: T, text: x, href: "#timeouts" }]',
      ),
    )
    expect(configuration.advice['timeout']?.href).toBe(href)
    expect(configuration.help[0]?.href).toBe(href)
  })
})

describe('the shipped configuration', () => {
  const file = readFileSync('probes/scopien.yaml', 'utf8')
  const { advice, help, components, translations } = readConfiguration(
    file,
    { SCOPIEN_API_KEY: 'sk_x' },
    'scopien.yaml',
  )
  const said = [advice, ...components.map((one) => one.advice)].flatMap((one) => Object.entries(one))

  test('has all that visitors read in German too', () => {
    const texts = [
      ...said.map(([, { text }]) => text),
      ...help.flatMap(({ title, text }) => [title, text]),
      ...components.flatMap(({ checks }) => checks.map(({ id, name }) => name ?? id)),
    ]
    expect(texts.filter((text) => !Object.hasOwn(translations.de ?? {}, text))).toEqual([])
  })

  test('has advice for every code of the guide, and tells when limits begin anew', () => {
    const codes =
      'SYNC_001 SYNC_002 AUTH_001 AUTH_002 RATE_001 DATA_001 PERM_001 http_400 http_500 http_503 timeout slow'
    expect(codes.split(' ').filter((code) => !Object.hasOwn(advice, code))).toEqual([])
    expect(advice['SYNC_002']?.text).toContain('Hourly limits reset every hour, daily ones at midnight.')
  })

  test.each([
    [{}, []],
    [{ SCOPIEN_GUIDE_URL: 'https://docs.scopien.com/guide' }, ['https://docs.scopien.com/guide']],
  ])('with %j links to the guide at %j', (environment, places) => {
    const read = readConfiguration(file, { SCOPIEN_API_KEY: 'sk_x', ...environment }, 'scopien.yaml')
    const hrefs = read.help.flatMap(({ href }) => href ?? [])
    expect([...new Set(hrefs.map((href) => href.split('#')[0]))]).toEqual(places)
  })

  test('links to places that the guide has', () => {
    const headings =
      'quick-diagnostics connection-test authentication-problems cannot-log-in sync-not-working ai-not-responding slow-ai-responses performance-issues slow-dashboard-loading api-rate-limits missing-records http-status-codes'
    const places = [...file.matchAll(/href: "#([\w-]+)"/g)].map(([, place]) => place)
    expect(places.filter((place) => !headings.split(' ').includes(place ?? ''))).toEqual([])
  })
})
