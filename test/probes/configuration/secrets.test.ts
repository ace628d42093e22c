import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf, withCheck } from './texts.ts'

const SECRET = 'sk_live_0123456789abcdef'

describe('a secret', () => {
  const SECRETIVE = withCheck(`bearer: '\${A_TOKEN}', headers: { x-key: '\${A_KEY}' }`).replace(
    'https://',
    `https://probe:\${A_PASSWORD}@`,
  )
  const ALL = { A_TOKEN: `${SECRET}-1`, A_KEY: `${SECRET}-2`, A_PASSWORD: `${SECRET}-3` }

  test('is used where it is asked for', () => {
    const check = readConfiguration(SECRETIVE, ALL, 'status.yaml').components[0]?.checks[0]
    expect(check?.url.reveal()).toBe(`https://probe:${SECRET}-3@api.scopien.com`)
    expect(check?.bearer?.reveal()).toBe(`${SECRET}-1`)
    expect(check?.kind === 'http' && check.headers['x-key']?.reveal()).toBe(`${SECRET}-2`)
  })

  test.each<[string, (value: unknown) => string]>([
    ['JSON', (value) => JSON.stringify(value)],
    ['inspect', (value) => inspect(value, { depth: 20, showHidden: true, getters: true })],
  ])('is in no %s of the configuration', (_way, write) => {
    const written = write(readConfiguration(SECRETIVE, ALL, 'status.yaml'))
    expect(written).toContain('api')
    expect(written).not.toContain(SECRET)
  })

  test.each([
    ['alone', `url: '\${A_KEY}'`],
    ['in a longer text', `url: 'ftp://\${A_KEY}@api.scopien.com'`],
    ['in a list', `url: ['\${A_KEY}']`],
    ['in a mapping', `bearer: { value: '\${A_KEY}' }`],
    ['beside a fault of the same check', `bearer: '\${A_KEY}', every: 1s, cron: '* * * * *'`],
    ['beside a fault of the same expectation', `expect: [{ contains: '\${A_KEY}', els: down }]`],
    ['where there is no such key', `colour: '\${A_KEY}'`],
    ['written into the file', `bearer: [${SECRET}]`],
    ['written into a header', `headers: { a b: ${SECRET} }`],
    ['written into an address', `url: 'ftp://probe:${SECRET}@api.scopien.com'`],
  ])('is in no fault: %s', (_where, more) => {
    const faults = faultsOf(withCheck(more).replace(/url: 'https.*?',(?= url)/, ''), ALL)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.join()).not.toContain(SECRET)
  })

  test.each([`expect: [{ contains: "\${A_KEY}" }]`, `region: "\${A_KEY}"`])(
    'stands nowhere that is shown: %s is a fault',
    (more) => expect(faultsOf(withCheck(more), { A_KEY: 'abc' }).join()).toMatch(/no secret variable.*got "\*\*\*"$/),
  )
})
