import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf, withCheck } from './texts.ts'

const SHIPPED = readFileSync('probes/scopien.yaml', 'utf8')
const ENVIRONMENT = { SCOPIEN_API_KEY: 'sk_live_0123456789abcdef' }

describe('the shipped configuration', () => {
  const configuration = readConfiguration(SHIPPED, ENVIRONMENT, 'scopien.yaml')

  test('names the components in their order, with their checks', () =>
    expect(configuration.components.map(({ name, checks }) => [name, ...checks.map(({ id }) => id)])).toEqual([
      ['API', 'api-health', 'api-authentication', 'api-quota'],
      ['Dashboard', 'dashboard-page'],
      ['Salesforce sync', 'salesforce-integration'],
      ['AI assistant', 'assistant-answer'],
    ]))

  test('fills in what a check leaves out', () =>
    expect(configuration.components[0]?.checks[0]).toMatchObject({
      componentId: 'api',
      region: 'local',
      schedule: { everyMs: 30_000 },
      timeoutMs: 5_000,
      retryEveryMs: 2_000,
      policy: { failAfter: 3, recoverAfter: 2, staleAfterMs: 95_000 },
      expect: [
        { fact: 'status', ranges: [{ from: 200, to: 299 }], otherwise: 'down' },
        { fact: 'json', pointer: '/status', is: { op: '==', value: 'ok' }, otherwise: 'down' },
        { fact: 'latency', underMs: 1_000, otherwise: 'degraded' },
      ],
      worst: null,
      informational: false,
      private: false,
    }))

  test('asks the public addresses, unless told otherwise', () => {
    const asked = (environment: Record<string, string>) => {
      const { components } = readConfiguration(SHIPPED, { ...ENVIRONMENT, ...environment }, 'scopien.yaml')
      const check = components[1]?.checks[0]
      return check?.kind === 'http' ? check.url.reveal() : check?.kind
    }
    expect(asked({})).toBe('https://app.scopien.com/dashboard')
    expect(asked({ SCOPIEN_DASHBOARD_URL: 'http://127.0.0.1:1' })).toBe('http://127.0.0.1:1/dashboard')
    expect(configuration.egressAllow).toEqual([])
  })

  test('is refused without its secret, in one fault for each place that names the variable', () => {
    const faults = faultsOf(SHIPPED)
    expect(faults).toHaveLength(5)
    expect(faults[0]).toBe(
      'components[0].checks[0].bearer: expected the environment variable SCOPIEN_API_KEY to be set, got nothing',
    )
  })
})

describe('readConfiguration', () => {
  test('a missing secret is one fault that names the variable', () =>
    expect(faultsOf(withCheck(`bearer: '\${SCOPIEN_API_KEY}'`))).toEqual([
      'components[0].checks[0].bearer: expected the environment variable SCOPIEN_API_KEY to be set, got nothing',
    ]))

  test('what stands in for a missing variable is no fault of its own', () =>
    expect(faultsOf(withCheck(`every: '\${EVERY}'`))).toEqual([
      'components[0].checks[0].every: expected the environment variable EVERY to be set, got nothing',
    ]))

  test('a file with a fault in every part lists them all, each with its place', () =>
    expect(faultsOf(FAULTY)).toEqual([
      'components[0].checks[0].bearer: expected the environment variable SCOPIEN_API_KEY to be set, got nothing',
      'page.timezone: expected an IANA time zone such as America/New_York, got "America/Scopien"',
      'page.support: expected a list, got "nobody"',
      'page.colour: expected no such key, got "colour"',
      'errorCodes.sync: expected a code such as SYNC_001, got "sync"',
      'egress.allow: expected addresses or networks such as 10.0.0.0/8, got "10.0.0.0/99"',
      'components[0].name: expected a text, or one in each language such as { en: Sales, de: Vertrieb }, got nothing',
      'components[0].checks[0].every: expected a duration such as 500ms, 30s, 5m, 2h or 7d, got "half a minute"',
      'components[0].checks[0].expect[0].status: expected a status such as 204, 2xx or 200-204, or a list of them, got "6xx"',
      'components[0].checks[0].url: expected an address that begins with http:// or https://, got "gopher://api.scopien.com"',
      'components[0].checks[1].cron: expected either every or cron, not both, got "* * * * *"',
      'components[0].checks[2].cron: expected a cron expression such as */30 * * * * *, got "often"',
      'components[0].checks[3].kind: expected one of http, tcp, tls, dns, websocket, heartbeat, sequence, got "smoke"',
      'maintenance[0].rrule: expected FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, got "FREQ=HOURLY"',
      'maintenance[0].startsAt: expected a wall-clock time such as 2026-01-04T02:00:00, got "2026-02-30T02:00:00"',
      'components[1].id: expected an id that no other has, got "api"',
      'components[0].checks[2].id: expected an id that no other has, got "health"',
      'components[1].group: expected one of core, got "edge"',
      'maintenance[0].components[1]: expected one of api, got "dashboard"',
    ]))

  test.each([
    ['every: 30', 'every: expected a duration such as 500ms, 30s, 5m, 2h or 7d, got 30'],
    ['every: 999ms', 'every: expected at least 1s, got "999ms"'],
    ['timeout: 0s', 'timeout: expected at least 1ms, got "0s"'],
    ['timeout: 11m', 'timeout: expected at most 10m, got "11m"'],
    ['failAfter: 0', 'failAfter: expected at least 1, got 0'],
    ['failAfter: 101', 'failAfter: expected at most 100, got 101'],
    ['recoverAfter: 1.5', 'recoverAfter: expected a whole number, got 1.5'],
    ['informational: maybe', 'informational: expected true or false, got "maybe"'],
    [
      'method: TRACE',
      'method: expected one of "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", got "TRACE"',
    ],
    ['headers: { a b: c }', 'headers.a b: expected a header name, got "a b"'],
    ['headers: [a]', 'headers: expected a mapping, got ["a"]'],
    ['bearer: ""', 'bearer: expected at least 1 character, got "***"'],
    ['expect: [{ status: [200, 700] }]', 'expect[0].status[1]: expected a status such as 204, 2xx or 200-204, got 700'],
    ['expect: [{ latency: 1 }]', 'expect[0].latency: expected a duration such as 500ms, 30s, 5m, 2h or 7d, got 1'],
    [
      'expect: [{ speed: 1s }]',
      'expect[0]: expected one of status, latency, header, contains, matches, json, age, ratio, certificateDays, got {"speed":"1s"}',
    ],
  ])('a check with %s is a fault: %s', (more, fault) =>
    expect(faultsOf(withCheck(more))).toEqual([`components[0].checks[0].${fault}`]),
  )

  test.each([
    ['', ['the file: expected a mapping, got null']],
    ['page: { name: S }', ['components: expected a list, got nothing']],
    ['page: { name: S }\ncomponents: []', ['components: expected at least 1 entry, got []']],
    ['page: { name: S }\ncomponents: [1]', ['components[0]: expected a mapping, got 1']],
    [
      'page: { name: S }\ncomponents: [{ id: a, name: A, group: core }]',
      ['components[0].group: expected an id that is there (there are none), got "core"'],
    ],
  ])('the file %j has the faults %j', (text, faults) => expect(faultsOf(text)).toEqual(faults))

  test.each([
    ['{ page: 1', 'line 1, column 10: expected valid YAML, got Flow map must end with a }'],
    ['page: 1\npage: 2', 'line 2, column 1: expected valid YAML, got Map keys must be unique'],
    ['page: *nowhere', 'the file: expected valid YAML, got Unresolved alias'],
    ['page: &page [*page]', 'the file: expected valid YAML, got Converting circular structure'],
  ])('broken YAML says where it breaks: %j', (text, fault) => expect(faultsOf(text)[0]).toContain(fault))

  test.each([
    ["cron: '0 * * * *'", 3 * 3_600_000 + 5_000],
    ["cron: '*/30 * * * * *'", 95_000],
    ["cron: '0 9-17 * * 1-5', timezone: UTC", 3 * 64 * 3_600_000 + 5_000],
    ["cron: '0 * * * *', staleAfter: 2h", 7_200_000],
    ['every: 1m, timeout: 10s', 190_000],
  ])('a result of a check with %s vouches for %d ms', (more, staleAfterMs) => {
    const { components } = readConfiguration(withCheck(more), {}, 'status.yaml')
    expect(components[0]?.checks[0]?.policy.staleAfterMs).toBe(staleAfterMs)
  })

  test('networks are a list, or a text with commas', () => {
    const allowed = (allow: string) =>
      readConfiguration(`${withCheck('')}\negress: { allow: ${allow} }`, {}, 'status.yaml').egressAllow
    expect(allowed("'127.0.0.0/8, ::1'")).toEqual(allowed('[127.0.0.0/8, "::1"]'))
    expect(allowed("''")).toEqual([])
  })
})

const FAULTY = `
page: { name: Scopien, timezone: America/Scopien, support: nobody, colour: red }
groups: [{ id: core, name: Core }]
errorCodes: { sync: { outcome: down, text: Broken } }
egress: { allow: 10.0.0.0/99 }
components:
  - id: api
    checks:
      - { id: health, kind: http, url: 'gopher://api.scopien.com', every: half a minute, bearer: '\${SCOPIEN_API_KEY}', expect: [{ status: 6xx }] }
      - { id: login, kind: http, url: 'https://api.scopien.com', every: 5s, cron: '* * * * *' }
      - { id: health, kind: http, url: 'https://api.scopien.com', cron: often }
      - { id: smoke, kind: smoke }
  - { id: api, name: Again, group: edge }
maintenance:
  - { id: monthly, title: Monthly, components: [api, dashboard], rrule: FREQ=HOURLY, startsAt: '2026-02-30T02:00:00', durationMinutes: 120 }
`
