import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import { Secret } from '#domain/secret.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { certify } from '../certificate.ts'
import { CHECKS, faultsOf } from './texts.ts'

type Kind = keyof typeof CHECKS

/** The file of a kind whose check says more. */
const also = (kind: Kind, more: string) => CHECKS[kind].replace(/\}$/, more ? `, ${more} }` : '}')

/** Secrets opened, to be compared. */
function opened(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(opened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]))
}

function read(kind: Kind, more = '', environment: Record<string, string> = {}): unknown {
  const { components } = readConfiguration(also(kind, more), environment, 'status.yaml')
  return opened(components[0]?.checks[0])
}

const REQUEST = { method: 'GET', headers: {}, body: null, bearer: null, basic: null }
const CONNECTION = { clientCertificate: null, redirects: 5, family: null, http2: false, reuse: false }

describe('what each kind is when it says no more than it must', () => {
  test.each<[Kind, object]>([
    ['http', { url: 'https://api.scopien.com', ...REQUEST, ...CONNECTION }],
    ['tcp', { host: 'mail.scopien.com', port: 25, send: null, answer: null, family: null }],
    ['tls', { host: 'api.scopien.com', port: 443, servername: 'api.scopien.com', starttls: null, family: null }],
    ['dns', { name: 'scopien.com', type: 'A', resolver: { host: '192.0.2.53', port: 53 }, family: null }],
    ['websocket', { url: 'wss://api.scopien.com', bearer: null, send: 'ping', answer: 'pong', family: null }],
    ['heartbeat', { token: '0123456789abcdef0123456789abcdef', graceMs: 60_000 }],
    [
      'sequence',
      { ...CONNECTION, steps: [{ name: 'home', url: 'https://api.scopien.com', ...REQUEST, expect: [], take: {} }] },
    ],
  ])('%s', (kind, own) => {
    const failAfter = kind === 'heartbeat' ? 1 : 3
    const recoverAfter = kind === 'heartbeat' ? 1 : 2
    const staleAfterMs = kind === 'heartbeat' ? 155_000 : 95_000
    expect(read(kind)).toEqual({
      id: 'a',
      name: null,
      componentId: 'api',
      kind,
      region: 'local',
      schedule: { everyMs: 30_000 },
      timeoutMs: 5_000,
      retryEveryMs: 2_000,
      policy: { failAfter, recoverAfter, staleAfterMs },
      expect: [],
      worst: null,
      informational: false,
      private: false,
      ...own,
    })
  })
})

describe('what each kind may say besides', () => {
  test.each<[Kind, string, Partial<Record<string, unknown>>]>([
    ['http', 'method: DELETE', { method: 'DELETE' }],
    ['http', `body: '{"a":1}'`, { method: 'POST', body: '{"a":1}' }],
    ['http', 'body: a, method: PUT', { method: 'PUT', body: 'a' }],
    ['http', 'basic: { username: probe, password: hunter2 }', { basic: { username: 'probe', password: 'hunter2' } }],
    ['http', 'redirects: 0', { redirects: 0 }],
    ['http', 'prefer: ipv6, http2: true, reuse: true', { family: 6, http2: true, reuse: true }],
    ['tcp', 'send: "QUIT\\r\\n", answer: "221", prefer: ipv4', { send: 'QUIT\r\n', answer: '221', family: 4 }],
    ['tls', 'port: 587, starttls: smtp', { port: 587, starttls: 'smtp' }],
    ['tls', 'servername: www.scopien.com', { host: 'api.scopien.com', servername: 'www.scopien.com' }],
    ['dns', 'type: CAA, prefer: ipv4', { type: 'CAA', family: 4 }],
    ['websocket', 'prefer: ipv6, bearer: key', { family: 6, bearer: 'key' }],
    ['heartbeat', 'grace: 5m, every: 1d', { graceMs: 300_000, schedule: { everyMs: 86_400_000 } }],
    ['heartbeat', 'failAfter: 2', { policy: { failAfter: 2, recoverAfter: 1, staleAfterMs: 155_000 } }],
  ])('%s with %s', (kind, more, said) => expect(read(kind, more)).toMatchObject(said))

  test.each([
    ['192.0.2.53', { host: '192.0.2.53', port: 53 }],
    ['ns1.scopien.com:5353', { host: 'ns1.scopien.com', port: 5353 }],
    ['2001:db8::53', { host: '2001:db8::53', port: 53 }],
    ['[2001:db8::53]:5353', { host: '2001:db8::53', port: 5353 }],
  ])('a resolver %s', (written, resolver) => {
    const text = CHECKS.dns.replace('192.0.2.53', `"${written}"`)
    expect(readConfiguration(text, {}, 'status.yaml').components[0]?.checks[0]).toMatchObject({ resolver })
  })

  test('a client certificate and its key, from variables', () => {
    const { cert, key } = certify('probe', '2026-01-01', '2036-01-01')
    const more = "clientCertificate: { cert: '${CERT}', key: '${CLIENT_KEY}' }"
    expect(read('http', more, { CERT: cert, CLIENT_KEY: key })).toMatchObject({
      clientCertificate: { cert: cert.trimEnd(), key: key.trimEnd() },
    })
  })

  test('steps that pass values on', () => {
    const steps = `steps: [{ name: log in, url: 'https://a.example/login', body: '{}', expect: [{ status: 201 }], take: { token: { json: /token }, at: { header: location } } }, { name: ask, url: 'https://a.example/users/{{ at }}', bearer: '{{token}}', headers: { x-t: 'Token {{token}}' } }]`
    const file = CHECKS.sequence.replace(/steps: \[.*\]/, steps)
    expect(
      opened((readConfiguration(file, {}, 'status.yaml').components[0]?.checks[0] as Check) ?? null),
    ).toMatchObject({
      steps: [
        { name: 'log in', method: 'POST', take: { token: { json: '/token' }, at: { header: 'location' } } },
        { name: 'ask', method: 'GET', bearer: '{{token}}', headers: { 'x-t': 'Token {{token}}' } },
      ],
    })
  })
})

describe('what is a fault', () => {
  const pem = certify('probe', '2026-01-01', '2036-01-01')
  const other = certify('probe', '2026-01-01', '2036-01-01')
  const environment = { CERT: pem.cert, A_KEY: pem.key, OTHER_KEY: other.key }
  test.each<[Kind, string, string]>([
    [
      'http',
      'bearer: a, basic: { username: a, password: b }',
      'basic: expected either bearer or basic, not both, got {"username":"***","password":"***"}',
    ],
    ['http', 'basic: a', 'basic: expected a mapping, got "***"'],
    ['http', 'redirects: 21', 'redirects: expected at most 20, got 21'],
    ['http', 'prefer: ipv5', 'prefer: expected one of "ipv4", "ipv6", got "ipv5"'],
    ['http', 'grace: 1m', 'grace: expected no such key, got "grace"'],
    [
      'http',
      "clientCertificate: { cert: a, key: '${A_KEY}' }",
      'clientCertificate.cert: expected a certificate as PEM, got "***"',
    ],
    [
      'http',
      "clientCertificate: { cert: '${CERT}', key: a }",
      'clientCertificate.key: expected a private key as PEM, without a passphrase, got "***"',
    ],
    [
      'http',
      "clientCertificate: { cert: '${CERT}', key: '${OTHER_KEY}' }",
      'clientCertificate.key: expected the key of this certificate, got "***"',
    ],
    ['tcp', 'url: a', 'url: expected no such key, got "url"'],
    ['tls', 'starttls: smtp', 'port: expected a port, such as 25 or 587, beside starttls, got nothing'],
    ['tls', 'starttls: imap, port: 143', 'starttls: expected "smtp", got "imap"'],
    ['tls', 'servername: a b', 'servername: expected a host such as mail.example.com or 192.0.2.1, got "a b"'],
    [
      'dns',
      'type: ANY',
      'type: expected one of "A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "SRV", "CAA", got "ANY"',
    ],
    ['heartbeat', 'timeout: 5s', 'timeout: expected no such key, got "timeout"'],
    ['sequence', 'url: "https://a.example"', 'url: expected no such key, got "url"'],
  ])('of %s, %s', (kind, more, fault) =>
    expect(faultsOf(also(kind, more), environment)).toEqual([`components[0].checks[0].${fault}`]),
  )

  test.each([
    ['resolver: a b', 'resolver: expected a resolver such as 192.0.2.53 or ns1.example.com:5353, got "a b"'],
    ['resolver: "a:70000"', 'resolver: expected a port from 1 to 65535, got "a:70000"'],
  ])('of dns, %s', (written, fault) =>
    expect(faultsOf(CHECKS.dns.replace('resolver: 192.0.2.53', written))).toEqual([`components[0].checks[0].${fault}`]),
  )

  test.each([
    [
      "{ name: a, url: 'https://a.example/{{id}}' }",
      'steps[0].url: expected no {{…}}, taken in the steps before, got "https://a.example/{{id}}"',
    ],
    [
      "{ name: a, url: 'https://a.example', take: { id: { json: /id } }, bearer: '{{id}}' }",
      'steps[0].bearer: expected no {{…}}, taken in the steps before, got "***"',
    ],
    [
      "{ name: a, url: 'https://a.example', take: { id: { json: /id } } }, { name: b, url: 'https://a.example', body: '{{is}}' }",
      'steps[1].body: expected only {{id}}, taken in the steps before, got "***"',
    ],
    [
      "{ name: a, url: 'https://a.example', take: { id: /id } }",
      'steps[0].take.id: expected json or header, got "/id"',
    ],
    [
      "{ name: a, url: 'https://a.example', take: { 1d: { json: /id } } }",
      'steps[0].take.1d: expected a name of letters, digits and _, got "1d"',
    ],
    [
      "{ name: a, url: 'https://a.example', expect: [{ rcode: NOERROR }] }",
      'steps[0].expect[0]: expected one of status, latency, header, contains, matches, json, age, ratio, certificateDays, got {"rcode":"NOERROR"}',
    ],
    ['', 'steps: expected at least 1 entry, got []'],
  ])('of sequence, the steps %s', (steps, fault) =>
    expect(faultsOf(CHECKS.sequence.replace(/steps: \[.*\]/, `steps: [${steps}]`))).toEqual([
      `components[0].checks[0].${fault}`,
    ]),
  )

  test.each(['short', 'with a space in between it'])('of heartbeat, the token "%s", which is not shown', (token) =>
    expect(faultsOf(CHECKS.heartbeat.replace(/token: \w+/, `token: ${token}`))).toEqual([
      'components[0].checks[0].token: expected at least 22 letters, digits, - and _, such as openssl rand -hex 16 gives, got "***"',
    ]),
  )

  test('of two heartbeats, one token', () => {
    const line = CHECKS.heartbeat.split('\n').at(-1) ?? ''
    expect(faultsOf(`${CHECKS.heartbeat}\n${line.replace('id: a', 'id: b')}`)).toEqual([
      'components[0].checks[1].token: expected a token that no other has, got "***"',
    ])
  })
})

describe('controls and proxies', () => {
  const file = (more: string) => `${CHECKS.http}\n${more}\n`

  test('are none unless the file has them', () =>
    expect(readConfiguration(CHECKS.http, {}, 'status.yaml')).toMatchObject({
      controls: [],
      proxies: [],
      resetField: 'resetAt',
    }))

  test('are read', () =>
    expect(
      readConfiguration(
        file(
          'controls: [{ kind: tcp, host: 198.51.100.7, port: 443 }]\nproxies: [10.0.0.0/8, "::1"]\nresetField: reset',
        ),
        {},
        'status.yaml',
      ),
    ).toMatchObject({
      controls: [{ kind: 'tcp', host: '198.51.100.7', port: 443 }],
      proxies: ['10.0.0.0/8', '::1'],
      resetField: 'reset',
    }))

  test.each([
    ['controls: [{ kind: udp, host: a, port: 1 }]', 'controls[0].kind: expected "tcp", got "udp"'],
    ['controls: [{ kind: tcp, host: a, port: 0 }]', 'controls[0].port: expected at least 1, got 0'],
    ['proxies: everyone', 'proxies: expected addresses or networks such as 10.0.0.0/8, got "everyone"'],
  ])('%s is a fault', (more, fault) => expect(faultsOf(file(more))).toEqual([fault]))
})
