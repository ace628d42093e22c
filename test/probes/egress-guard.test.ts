import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createEgress } from '../../probes/egress.ts'
import { serveHttp } from './servers.ts'

/** A client whose connections go nowhere, whatever the guard says, and what it tried to reach. */
function recorded(addresses: readonly string[] = [], allow: readonly string[] = []) {
  const tried: string[] = []
  const asked: string[] = []
  const client = createEgress({
    allow,
    lookup: async (name) => {
      asked.push(name)
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
    connect: ({ host }) => {
      tried.push(host)
      return new Socket()
    },
  })
  const request = (url: string) => client.request({ url, method: 'GET', headers: {} }, { timeoutMs: 50 })
  const converse = (url: string) =>
    client.converse({ url, headers: {}, send: 'hello' }, { timeoutMs: 50, isAnswer: () => true })
  return { tried, asked, request, converse }
}

describe('egress lets nothing out to', () => {
  const hosts = ['127.0.0.1', '2130706433', '0x7f.1', '017700000001', '127.1', '[::1]', '[::ffff:127.0.0.1]', '0']
  const others = ['169.254.169.254', '10.0.0.1', '100.64.0.1', '[fd00:ec2::254]', '[64:ff9b::7f00:1]', '[fe80::1]']

  test.each([...hosts, ...others])('%s', async (host) => {
    const { tried, asked, request, converse } = recorded()
    const forbidden = { ok: false, reasonCode: 'forbidden_address' }
    expect(await request(`http://${host}/`)).toMatchObject(forbidden)
    expect(await request(`https://${host}:8443/`)).toMatchObject(forbidden)
    expect(await converse(`ws://${host}/`)).toMatchObject(forbidden)
    expect(await converse(`wss://${host}/`)).toMatchObject(forbidden)
    expect({ tried, asked }).toEqual({ tried: [], asked: [] })
  })

  test.each([
    ['localhost', ['127.0.0.1']],
    ['localhost', ['::1']],
    ['inner.example', ['10.1.2.3']],
    ['half-inner.example', ['93.184.216.34', '10.1.2.3']],
    ['mapped.example', ['::ffff:127.0.0.1']],
    ['zoned.example', ['fe80::1%eth0']],
    ['nonsense.example', ['not an address']],
  ])('%s, which is at %j', async (name, addresses) => {
    const { tried, request, converse } = recorded(addresses)
    expect(await request(`http://${name}/`)).toMatchObject({ ok: false, reasonCode: 'forbidden_address' })
    expect(await converse(`ws://${name}/`)).toMatchObject({ ok: false, reasonCode: 'forbidden_address' })
    expect(tried).toEqual([])
  })

  test.each(['file:///etc/passwd', 'ftp://example.com/', 'ws://example.com/', 'gopher://x', 'example.com', ''])(
    '“%s” by request',
    async (url) => {
      const { asked, request } = recorded(['93.184.216.34'])
      expect(await request(url)).toMatchObject({ ok: false, reasonCode: 'forbidden_address' })
      expect(asked).toEqual([])
    },
  )
})

describe('egress connects', () => {
  test('to the address that was judged, of a name looked up once', async () => {
    const { tried, asked, request } = recorded(['93.184.216.34'])
    expect(await request('http://rebinding.example/')).toMatchObject({ ok: false, reasonCode: 'timeout' })
    expect({ tried, asked }).toEqual({ tried: ['93.184.216.34'], asked: ['rebinding.example'] })
  })

  test('to an address that is allowed', async () => {
    const { tried, request } = recorded([], ['10.0.0.0/8'])
    await request('http://10.1.2.3/')
    expect(tried).toEqual(['10.1.2.3'])
  })

  test('to the next address when one refuses', async () => {
    const port = await serveHttp((_request, response) => response.end('ok'))
    const addresses = ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    const either = createEgress({ allow: ['127.0.0.0/8'], lookup: async () => addresses })
    const target = { url: `http://two.example:${port}/`, method: 'GET', headers: {} }
    expect(await either.request(target, { timeoutMs: 2_000 })).toMatchObject({ ok: true, body: 'ok' })
  })
})
