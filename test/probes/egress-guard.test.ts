import { createSocket } from 'node:dgram'
import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../probes/message.ts'
import { conversationWith, foundAt, openEgress, requestTo } from './requests.ts'
import { serveHttp } from './servers.ts'

/** A client whose connections and packets go nowhere, whatever the guard says, and what it tried to reach. */
function recorded(addresses: readonly string[] = [], allow: readonly string[] = []) {
  const tried: string[] = []
  const asked: string[] = []
  const client = openEgress({
    allow,
    lookup: (name) => {
      asked.push(name)
      return foundAt(...addresses)()
    },
    connect: ({ host }) => {
      tried.push(host)
      return new Socket()
    },
    datagrams: ({ host }) => {
      tried.push(host)
      return createSocket('udp4')
    },
  })
  return { tried, asked, client }
}

type Client = ReturnType<typeof recorded>['client']

const limits = { timeoutMs: 50 }
const message = (host: string): Message => ({
  host: bare(host),
  port: 53,
  family: null,
  payload: null,
  isWhole: () => true,
})
const bare = (host: string) => host.replace(/^\[|\]$/g, '')
const shake = { port: 443, family: null, servername: 'example.com' }

/** Every way in which anything can leave. */
const WAYS: readonly [string, (client: Client, host: string) => Promise<{ ok: boolean }>][] = [
  ['http', (client, host) => client.request(requestTo(`http://${host}/`), limits)],
  ['https', (client, host) => client.request(requestTo(`https://${host}:8443/`), limits)],
  ['http/2', (client, host) => client.request(requestTo(`https://${host}/`, { http2: true }), limits)],
  ['http, kept', (client, host) => client.request(requestTo(`http://${host}/`, { keep: 'it' }), limits)],
  ['http, IPv6', (client, host) => client.request(requestTo(`http://${host}/`, { family: 6 }), limits)],
  ['ws', (client, host) => client.converse(conversationWith(`ws://${host}/`), limits)],
  ['wss', (client, host) => client.converse(conversationWith(`wss://${host}/`), limits)],
  ['tcp', (client, host) => client.stream(message(host), limits)],
  ['udp', (client, host) => client.datagram(message(host), limits)],
  ['tls', (client, host) => client.handshake({ ...shake, host: bare(host), starttls: null }, limits)],
  ['smtp', (client, host) => client.handshake({ ...shake, host: bare(host), starttls: 'smtp' }, limits)],
]

const FORBIDDEN = { ok: false, reasonCode: 'forbidden_address' }

describe.each(WAYS)('egress by %s lets nothing out to', (_way, ask) => {
  const hosts = ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1', '100.64.0.1']
  const others = ['[fd00:ec2::254]', '[64:ff9b::7f00:1]', '[fe80::1]', '0.0.0.0']

  test.each([...hosts, ...others])('%s', async (host) => {
    const { tried, asked, client } = recorded()
    expect(await ask(client, host)).toMatchObject(FORBIDDEN)
    expect({ tried, asked }).toEqual({ tried: [], asked: [] })
  })

  test.each([
    ['localhost', ['127.0.0.1']],
    ['localhost', ['::1']],
    ['2130706433', ['127.0.0.1']],
    ['inner.example', ['10.1.2.3']],
    ['half-inner.example', ['93.184.216.34', '10.1.2.3']],
    ['mapped.example', ['::ffff:127.0.0.1']],
    ['zoned.example', ['fe80::1%eth0']],
    ['nonsense.example', ['not an address']],
  ])('%s, which is at %j', async (name, addresses) => {
    const { tried, client } = recorded(addresses)
    expect(await ask(client, name)).toMatchObject(FORBIDDEN)
    expect(tried).toEqual([])
  })
})

describe.each(WAYS)('egress by %s connects', (_way, ask) => {
  test('to the address that was judged, of a name looked up once', async () => {
    const { tried, asked, client } = recorded(['93.184.216.34'])
    expect(await ask(client, 'rebinding.example')).toMatchObject({ ok: false, reasonCode: 'timeout' })
    expect({ tried, asked }).toEqual({ tried: ['93.184.216.34'], asked: ['rebinding.example'] })
  })

  test('to an address that is allowed', async () => {
    const { tried, client } = recorded([], ['10.0.0.0/8'])
    await ask(client, '10.1.2.3')
    expect(tried).toEqual(['10.1.2.3'])
  })
})

describe('egress lets nothing out to', () => {
  test.each(['2130706433', '0x7f.1', '017700000001', '127.1', '0'])(
    '%s, which a URL takes for an address',
    async (host) => {
      const { tried, asked, client } = recorded()
      expect(await client.request(requestTo(`http://${host}/`), limits)).toMatchObject(FORBIDDEN)
      expect({ tried, asked }).toEqual({ tried: [], asked: [] })
    },
  )

  test.each(['file:///etc/passwd', 'ftp://example.com/', 'ws://example.com/', 'gopher://x', 'example.com', ''])(
    '“%s” by request',
    async (url) => {
      const { asked, client } = recorded(['93.184.216.34'])
      expect(await client.request(requestTo(url), limits)).toMatchObject(FORBIDDEN)
      expect(asked).toEqual([])
    },
  )

  test.each([
    ['an inner address', 'http://169.254.169.254/latest/meta-data/'],
    ['an inner address in disguise', 'http://0xa9fea9fe/'],
    ['a name that is at one', 'http://inner.example/'],
    ['another scheme', 'file:///etc/passwd'],
  ])('%s that a target leads to', async (_what, location) => {
    const port = await serveHttp((_request, response) => response.writeHead(302, { location }).end())
    const tried: string[] = []
    const connect = (to: { host: string; port: number }) => {
      tried.push(to.host)
      // Only the first target is truly there; whatever else gets past the guard goes nowhere.
      return to.port === port ? new Socket().connect(to) : new Socket()
    }
    const client = openEgress({ allow: ['127.0.0.1'], connect, lookup: foundAt('10.1.2.3') })
    const asked = requestTo(`http://127.0.0.1:${port}/`, { redirects: 5 })
    const reply = await client.request(asked, { timeoutMs: 2_000 })
    expect(reply).toMatchObject({ ok: false, reasonCode: 'forbidden_redirect' })
    expect(tried).toEqual(['127.0.0.1'])
  })
})

describe('egress connects', () => {
  test('to the next address when one refuses', async () => {
    const port = await serveHttp((_request, response) => response.end('ok'))
    const either = openEgress({ lookup: foundAt('127.0.0.2', '127.0.0.1') })
    const target = requestTo(`http://two.example:${port}/`)
    expect(await either.request(target, { timeoutMs: 2_000 })).toMatchObject({ ok: true, body: 'ok' })
  })

  test.each([
    [null, ['127.0.0.2', '::1', '127.0.0.3', '127.0.0.4'], ['127.0.0.2', '::1', '127.0.0.3']],
    [4, ['::1', '127.0.0.2'], ['127.0.0.2', '::1']],
    [6, ['127.0.0.2', '::1'], ['::1', '127.0.0.2']],
    [4, ['127.0.0.2', '127.0.0.3', '127.0.0.4', '::1'], ['127.0.0.2', '127.0.0.3', '::1']],
    [6, ['127.0.0.2'], ['127.0.0.2']],
  ] as const)('with IPv%s preferred, of %j to %j in turn', async (family, addresses, tried) => {
    const reached: string[] = []
    const connect = ({ host }: { host: string }) => {
      reached.push(host)
      return new Socket().destroy(new Error('refused'))
    }
    const client = openEgress({ connect, lookup: foundAt(...addresses) })
    await client.request(requestTo('http://both.example/', { family }), limits)
    expect(reached).toEqual(tried)
  })
})
