import type { Answer, DecodedPacket } from 'dns-packet'
import { describe, expect, test } from 'vitest'
import type { DnsCheck, DnsType } from '#domain/check.ts'
import { probeDns } from '../../probes/dns.ts'
import { dnsCheck } from './checks.ts'
import { AT, probeDeps } from './deps.ts'
import { addressFor, answerTo, type DnsTalk, replying, serveDns } from './dns-server.ts'
import { closedPort } from './servers.ts'

const NAME = 'api.example.com'

function ask(port: number, type: DnsType = 'A', changes: Partial<DnsCheck> = {}) {
  return probeDns(dnsCheck(NAME, type, { resolver: { host: '127.0.0.1', port }, ...changes }), probeDeps())
}

const answering = (...answers: Answer[]) => replying((query) => answerTo(query, { answers }))
const failing = (rcode: number) => replying((query) => answerTo(query, { rcode }))

const soa = { mname: 'ns1.example.com', rname: 'ops.example.com', serial: 2026012201, refresh: 1, retry: 2, expire: 3 }
const SOA: Answer = { type: 'SOA', name: NAME, data: { ...soa, minimum: 4 } }
const A: Answer = { type: 'A', name: NAME, data: '192.0.2.1' }
const ALIAS: Answer = { type: 'CNAME', name: NAME, data: 'edge.example.net' }
const MX: Answer = { type: 'MX', name: NAME, data: { preference: 10, exchange: 'mail.example.com' } }
const TXT: Answer = { type: 'TXT', name: NAME, data: ['v=spf1 "a"', 'b\\é'] }
const SRV: Answer = { type: 'SRV', name: NAME, data: { priority: 1, weight: 2, port: 443, target: 'a.b' } }
const CAA: Answer = { type: 'CAA', name: NAME, data: { flags: 128, tag: 'issue', value: 'ca.example' } }

describe('probeDns', () => {
  test.each<[DnsType, Answer[], string[]]>([
    ['A', [{ ...A, data: '192.0.2.2' }, A], ['192.0.2.1', '192.0.2.2']],
    ['AAAA', [{ type: 'AAAA', name: NAME, data: '2001:db8:0:0:0:0:0:1' }], ['2001:db8::1']],
    ['CNAME', [ALIAS], ['edge.example.net.']],
    ['MX', [MX], ['10 mail.example.com.']],
    ['NS', [{ type: 'NS', name: NAME, data: 'ns1.example.com' }], ['ns1.example.com.']],
    ['TXT', [TXT], ['"v=spf1 \\"a\\"" "b\\\\\\195\\169"']],
    ['SOA', [SOA], ['ns1.example.com. ops.example.com. 2026012201 1 2 3 4']],
    ['SRV', [SRV], ['1 2 443 a.b.']],
    ['CAA', [CAA], ['128 issue "ca.example"']],
  ])('reads records of %s as dig prints them', async (type, answers, records) => {
    const port = await serveDns(answering(...answers))
    const expecting = (include: string[]) => ({ expect: [{ fact: 'records', include, otherwise: 'down' }] }) as const
    const found = await ask(port, type, expecting(records))
    expect(found).toMatchObject({ at: AT, outcome: 'up', reasonCode: null, detail: null })
    const missed = await ask(port, type, expecting(['another']))
    expect(missed.detail).toBe(`records: found ${records.join(', ')}, expected another`)
  })

  test('asks for recursion, with EDNS, a random id and the name and type of the check', async () => {
    const asked: DecodedPacket[] = []
    const talk = replying((query) => {
      asked.push(query)
      return answerTo(query, { answers: addressFor(query) })
    })
    const port = await serveDns(talk)
    for (let n = 0; n < 4; n++) await ask(port)
    expect(asked[0]).toMatchObject({ flag_rd: true, questions: [{ name: NAME, type: 'A' }] })
    expect(asked[0]?.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232 }])
    expect(new Set(asked.map(({ id }) => id)).size).toBeGreaterThan(1)
  })

  test('sees what metrics tell', async () => {
    const { observed } = await ask(await serveDns(answering(SOA)), 'SOA')
    const dns = { rcode: 'NOERROR', answers: 1, authorities: 0, additionals: 0, serial: 2026012201 }
    expect(observed).toMatchObject({ family: 4, dns })
    expect(observed.phases.processingMs).toBeGreaterThan(0)
  })

  const absent: DnsCheck['expect'] = [{ fact: 'rcode', is: 'NXDOMAIN', otherwise: 'down' }]
  const both: DnsCheck['expect'] = [{ fact: 'records', include: ['192.0.2.1', '192.0.2.9'], otherwise: 'degraded' }]
  const edns = { type: 'OPT', name: '.', udpPayloadSize: 1232, ednsVersion: 0, flags: 0, flag_do: false } as const
  const badVersion: Answer = { ...edns, extendedRcode: 1, options: [] }
  test.each<[string, string, string | null, Partial<DnsCheck>, DnsTalk]>([
    ['no such name', 'down', 'dns_nxdomain', {}, failing(3)],
    ['a failure', 'down', 'dns_servfail', {}, failing(2)],
    ['a refusal', 'down', 'dns_refused', {}, failing(5)],
    ['another failure', 'down', 'unexpected_answer', {}, failing(4)],
    [
      'a failure that repeats no question',
      'down',
      'dns_servfail',
      {},
      replying((query) => answerTo({ ...query, questions: [] }, { rcode: 2 })),
    ],
    [
      'BADVERS, as expected',
      'up',
      null,
      { expect: [{ fact: 'rcode', is: 'BADVERS', otherwise: 'down' }] },
      replying((query) => answerTo(query, { additionals: [badVersion] })),
    ],
    ['no record', 'down', 'dns_no_records', {}, answering()],
    ['no record of that type', 'down', 'dns_no_records', {}, answering(ALIAS)],
    ['an alias and what it leads to', 'up', null, {}, answering(ALIAS, { ...A, name: 'edge.example.net' })],
    ['no such name, as expected', 'up', null, { expect: absent }, failing(3)],
    ['a record too few', 'degraded', 'unexpected_answer', { expect: both }, answering(A)],
    ['a name in other letters', 'up', null, { name: 'API.Example.com.' }, answering(A)],
  ])('%s is %s: %s', async (_what, outcome, reasonCode, changes, talk) => {
    expect(await ask(await serveDns(talk), 'A', changes)).toMatchObject({ outcome, reasonCode })
  })

  test('a closed port is a result', async () => {
    expect(await ask(await closedPort())).toMatchObject({ outcome: 'down', reasonCode: 'connection_refused' })
  })

  test('a resolver on a forbidden address is never asked', async () => {
    const resolver = { host: '169.254.169.254', port: 53 }
    const result = await probeDns(dnsCheck(NAME, 'A', { resolver }), probeDeps())
    expect(result).toMatchObject({ outcome: 'unknown', reasonCode: 'forbidden_address' })
  })

  test.each([1, 2])('a question is sent again when packets get lost: %i', async (lost) => {
    let asked = 0
    const port = await serveDns({
      overUdp: ({ query, reply }) => {
        if (++asked > lost) reply(answerTo(query, { answers: addressFor(query) }))
      },
    })
    expect(await ask(port, 'A', { timeoutMs: 600 })).toMatchObject({ outcome: 'up' })
    expect(asked).toBe(lost + 1)
  })

  test('an answer later than the next try is heard all the same', async () => {
    const port = await serveDns({
      overUdp: ({ query, reply }) => setTimeout(reply, 350, answerTo(query, { answers: addressFor(query) })),
    })
    const result = await ask(port, 'A', { timeoutMs: 600 })
    expect(result).toMatchObject({ outcome: 'up' })
    expect(result.durationMs).toBeLessThan(520)
  })
})
