import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { CHECKS, faultsOf, withCheck } from './texts.ts'

const SECRET = 'sk_live_0123456789abcdef'

describe('a secret', () => {
  const SECRETIVE = withCheck(`bearer: '\${A_TOKEN}', headers: { x-key: '\${A_KEY}' }`).replace(
    '.com',
    `.com/?key=\${A_PASSWORD}`,
  )
  const ALL = { A_TOKEN: `${SECRET}-1`, A_KEY: `${SECRET}-2`, A_PASSWORD: `${SECRET}-3` }

  test('is used where it is asked for', () => {
    const check = readConfiguration(SECRETIVE, ALL, 'status.yaml').components[0]?.checks[0]
    if (check?.kind !== 'http') throw new TypeError('Expected a check of kind http')
    expect(check.url.reveal()).toBe(`https://api.scopien.com/?key=${SECRET}-3`)
    expect(check.bearer?.reveal()).toBe(`${SECRET}-1`)
    expect(check.headers['x-key']?.reveal()).toBe(`${SECRET}-2`)
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
    ['written into a body', `body: [${SECRET}]`],
    ['written as basic credentials', `basic: '${SECRET}'`],
    ['written into basic credentials', `basic: { username: [${SECRET}], password: [${SECRET}] }`],
    ['written as a client certificate', `clientCertificate: { cert: ${SECRET}, key: ${SECRET} }`],
    ['written beside steps', `steps: [{ name: a, url: 'ftp://x', body: [${SECRET}], bearer: [${SECRET}] }]`],
    ['written into a header', `headers: { a b: ${SECRET} }`],
    ['written into an address', `url: 'ftp://probe:${SECRET}@api.scopien.com'`],
    ['written into an address without slashes', `url: 'http:probe:${SECRET}@api.scopien.com'`],
    ['written into an address with a mark in it', `url: 'ftp://${SECRET}?x@api.scopien.com'`],
    ['written into a query', `url: 'ftp://api.scopien.com/?key=${SECRET}'`],
    ['written into a fragment', `url: 'ftp://api.scopien.com/#${SECRET}'`],
    ['written into a list of addresses', `url: ['https://api.scopien.com/?key=${SECRET}']`],
    ['written with a line break', `bearer: "${SECRET}\\n"`],
  ])('is in no fault: %s', (_where, more) => {
    const faults = faultsOf(withCheck(more).replace(/url: 'https.*?',(?= url)/, ''), ALL)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.join()).not.toContain(SECRET)
  })

  test.each([`expect: [{ contains: "\${A_KEY}" }]`, `region: "\${A_KEY}"`])(
    'stands nowhere that is shown: %s is a fault',
    (more) => expect(faultsOf(withCheck(more), { A_KEY: 'abc' }).join()).toMatch(/no secret variable.*got "\*\*\*"$/),
  )

  test('an address is shown up to its query', () =>
    expect(faultsOf(withCheck('').replace('https://api.scopien.com', 'ftp://a.example/b?c=d'))).toEqual([
      expect.stringMatching(/\.url: expected .*, got "ftp:\/\/a\.example\/b\?\*\*\*"$/),
    ]))
})

describe('a credential that no header can carry', () => {
  const AT = 'components[0].checks[0]'
  const PLAIN = 'expected a value without line breaks or control characters, got "***"'

  test.each([
    ['bearer', `bearer: '\${A_KEY}'`],
    ['headers.x-key', `headers: { x-key: '\${A_KEY}' }`],
    ['basic.username', `basic: { username: '\${A_KEY}', password: a }`],
    ['basic.password', `basic: { username: a, password: '\${A_KEY}' }`],
  ])('is refused: %s', (path, more) => {
    for (const A_KEY of ['a\nb', 'a\r\nx: y', 'a\0', 'a\x7f'])
      expect(faultsOf(withCheck(more), { A_KEY })).toEqual([`${AT}.${path}: ${PLAIN}`])
    expect(faultsOf(withCheck(more), { A_KEY: 'a b\tc\n' })).toEqual([])
  })

  test('of a WebSocket or a step is refused too', () => {
    for (const [file, place] of [
      [CHECKS.websocket.replace('send:', `bearer: '\${A_KEY}', send:`), AT],
      [CHECKS.sequence.replace(' }]', `, bearer: '\${A_KEY}' }]`), `${AT}.steps[0]`],
    ])
      expect(faultsOf(`${file}`, { A_KEY: 'a\nb' })).toEqual([`${place}.bearer: ${PLAIN}`])
  })

  test.each(['bearer', 'headers.x'])('beyond Latin-1 is refused: %s', (path) => {
    const more = path === 'bearer' ? 'bearer: a\u2026' : 'headers: { x: a\u2026 }'
    expect(faultsOf(withCheck(more))).toEqual([`${AT}.${path}: expected characters of Latin-1, got "***"`])
  })

  test.each([
    ['basic', withCheck('').replace('https://', 'https://probe:secret@')],
    ['basic', withCheck('').replace('https://', 'https://probe@')],
    ['bearer', CHECKS.websocket.replace('wss://', 'wss://probe:secret@')],
  ])('stands in no address: %s', (field, file) =>
    expect(faultsOf(file)).toEqual([`${AT}.url: expected credentials in ${field}, not in the address, got "***"`]),
  )
})
