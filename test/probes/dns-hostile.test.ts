import { type DecodedPacket, TRUNCATED_RESPONSE } from 'dns-packet'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { probeDns } from '../../probes/dns.ts'
import { decodeAnswer, isAnswerTo } from '../../probes/dns-message.ts'
import { NoAnswerError } from '../../probes/no-answer.ts'
import { dnsCheck } from './checks.ts'
import { probeDeps } from './deps.ts'
import { addressFor, answerTo, type DnsTalk, replying, serveDns, withLength } from './dns-server.ts'

const NAME = 'api.example.com'
const TIMEOUT_MS = 300

async function askTalk(talk: DnsTalk) {
  const resolver = { host: '127.0.0.1', port: await serveDns(talk) }
  return probeDns(dnsCheck(NAME, 'A', { resolver, timeoutMs: TIMEOUT_MS }), probeDeps())
}

const valid = (query: DecodedPacket) => answerTo(query, { answers: addressFor(query) })
/** Where the one record of such an answer begins, and where its length lies. */
const RECORD = 12 + NAME.length + 2 + 4
const LENGTH = RECORD + NAME.length + 2 + 8

/** A valid answer, spoilt. */
const spoilt = (spoil: (bytes: Buffer) => void) =>
  replying((query) => {
    const bytes = valid(query)
    spoil(bytes)
    return bytes
  })
const otherwise = (change: (query: DecodedPacket) => Partial<DecodedPacket>) =>
  replying((query) => valid({ ...query, ...change(query) }))

describe('a hostile resolver', () => {
  test.each<[string, string, DnsTalk]>([
    ['says nothing', 'timeout', {}],
    ['answers late', 'timeout', { overUdp: ({ query, reply }) => setTimeout(reply, 400, valid(query)) }],
    ['answers from another port', 'timeout', { overUdp: (asked) => asked.replyFromElsewhere(valid(asked.query)) }],
    ['answers with another id', 'timeout', otherwise(({ id = 0 }) => ({ id: id ^ 1 }))],
    ['answers about another name', 'timeout', otherwise(() => ({ questions: [{ type: 'A', name: 'x.y' }] }))],
    ['answers about another type', 'timeout', otherwise(() => ({ questions: [{ type: 'MX', name: NAME }] }))],
    ['answers no question', 'timeout', otherwise(() => ({ questions: [] }))],
    ['sends the question back', 'timeout', spoilt((bytes) => bytes.fill(0, 2, 4))],
    ['sends an empty packet', 'timeout', replying(() => Buffer.alloc(0))],
    ['sends half a header', 'timeout', replying((query) => valid(query).subarray(0, 8))],
    ['overstates a record’s length', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(400, LENGTH))],
    ['understates a record’s length', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(2, LENGTH))],
    ['overstates the number of records', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(65_535, 6))],
    ['understates the number of records', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(0, 6))],
    ['cuts its answer', 'protocol_error', replying((query) => valid(query).subarray(0, LENGTH))],
    ['points a name to itself', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(0xc000 | RECORD, RECORD))],
    ['points a name ahead', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(0xc000 | LENGTH, RECORD))],
    ['points the question to itself', 'protocol_error', spoilt((bytes) => bytes.writeUInt16BE(0xc00c, 12))],
    ['has a label of no kind', 'protocol_error', spoilt((bytes) => bytes.writeUInt8(0x80, RECORD))],
    ['has a label beyond the end', 'protocol_error', spoilt((bytes) => bytes.writeUInt8(63, RECORD))],
  ])('that %s ends by the deadline with %s', async (_what, reasonCode, talk) => {
    const result = await askTalk(talk)
    expect(result).toMatchObject({ outcome: 'down', reasonCode })
    expect(result.durationMs).toBeLessThan(TIMEOUT_MS + 250)
  })

  test('that sends many other answers does not hide the right one', async () => {
    const talk: DnsTalk = {
      overUdp: ({ query, reply }) => {
        for (let n = 1; n < 20; n++) reply(valid({ ...query, id: (query.id ?? 0) ^ n }))
        reply(valid(query))
      },
    }
    expect(await askTalk(talk)).toMatchObject({ outcome: 'up' })
  })
})

describe('an answer too long for UDP', () => {
  const { overUdp = () => {} } = replying((query) => answerTo(query, { flags: TRUNCATED_RESPONSE }))
  const long = (query: DecodedPacket) =>
    answerTo(query, { answers: Array.from({ length: 200 }, (_, n) => addressFor(query, `192.0.2.${n}`)).flat() })

  test('is asked for again over TCP', async () => {
    const result = await askTalk({
      overUdp,
      overTcp: (query, socket) => {
        const bytes = withLength(long(query))
        socket.write(bytes.subarray(0, 1))
        setTimeout(() => socket.end(bytes.subarray(1)), 20)
      },
    })
    expect(result).toMatchObject({ outcome: 'up', observed: { dns: { answers: 200 } } })
    expect(result.observed.phases.connectMs).not.toBeNull()
  })

  test.each<[string, string, NonNullable<DnsTalk['overTcp']>]>([
    ['says nothing', 'timeout', () => {}],
    ['overstates its length and waits', 'timeout', (query, socket) => socket.write(withLength(valid(query), 5000))],
    ['overstates it and hangs up', 'protocol_error', (query, socket) => socket.end(withLength(valid(query), 5000))],
    ['understates its length', 'protocol_error', (query, socket) => socket.end(withLength(long(query), 60))],
    ['says that its length is 0', 'protocol_error', (_query, socket) => socket.end(Buffer.alloc(2))],
    [
      'answers with another id',
      'protocol_error',
      ({ id = 0, ...query }, socket) => socket.end(withLength(valid({ ...query, id: id ^ 1 }))),
    ],
    ['hangs up', 'connection_failed', (_query, socket) => socket.end()],
  ])('from a resolver that then %s ends with %s', async (_what, reasonCode, overTcp) => {
    const result = await askTalk({ overUdp, overTcp })
    expect(result).toMatchObject({ outcome: 'down', reasonCode })
    expect(result.durationMs).toBeLessThan(TIMEOUT_MS + 250)
  })
})

describe('decodeAnswer', () => {
  const question = { id: 7, name: NAME, type: 'A' } as const
  const answer = answerTo(
    { id: 7, questions: [{ type: 'A', name: NAME }] },
    { answers: [{ type: 'A', name: NAME, data: '192.0.2.1' }], authorities: [{ type: 'NS', name: NAME, data: 'a.b' }] },
  )

  test('any bytes at all are read or refused', () => {
    const change = fc.tuple(fc.nat(answer.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(answer.length), (changes, length) => {
        const bytes = Buffer.from(answer.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) bytes.writeUInt8(byte, at)
        isAnswerTo(question, bytes)
        try {
          expect(decodeAnswer(bytes, question).records.length).toBeLessThanOrEqual(2)
        } catch (error) {
          expect(error).toBeInstanceOf(NoAnswerError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
