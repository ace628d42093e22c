import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnswerReader } from '../../probes/answer-reader.ts'
import { NoAnswerError } from '../../probes/no-answer.ts'

const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

/** What a reader makes of pieces that come one after another and, unless it is whole before, of the end after them. */
function read(pieces: readonly string[], method = 'GET') {
  const reader = new AnswerReader(method)
  const whole = pieces.some((piece) => reader.take(Buffer.from(piece, 'latin1'))) || reader.end()
  const { status, rawHeaders, body } = reader.answer()
  return { whole, status, rawHeaders, body: body.toString('latin1'), leavesOpen: reader.leavesOpen() }
}

function reasonFor(pieces: readonly string[]): string {
  try {
    read(pieces)
    return 'none'
  } catch (error) {
    return error instanceof NoAnswerError ? error.reasonCode : String(error)
  }
}

describe('an answer', () => {
  test.each<[string, string, string, boolean]>([
    ['of a length', `${OK}content-length: 2\r\n\r\nok`, 'ok', true],
    ['of one length said twice', `${OK}content-length: 2, 2\r\ncontent-length: 2\r\n\r\nok`, 'ok', true],
    ['of no length ends with the connection', `${OK}\r\nok`, 'ok', false],
    ['in chunks', `${CHUNKED}2\r\nok\r\n1 ; a=b\r\n!\r\n0\r\nx: y\r\n\r\n`, 'ok!', true],
    ['in chunks of hexadecimal size', `${CHUNKED}0A\r\n0123456789\r\n0\r\n\r\n`, '0123456789', true],
    ['that ends the connection', `${OK}Connection: Keep-Alive, Close\r\ncontent-length: 2\r\n\r\nok`, 'ok', false],
    ['of HTTP/1.0', 'HTTP/1.0 200\r\ncontent-length: 2\r\n\r\nok', 'ok', false],
    ['with more than it says', `${OK}content-length: 2\r\n\r\nok!`, 'ok', false],
    ['204, whatever length it says', 'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n', '', true],
    [
      'after interim ones',
      `HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 E\r\nlink: x\r\n\r\n${OK}content-length: 0\r\n\r\n`,
      '',
      true,
    ],
  ])('%s', (_what, bytes, body, leavesOpen) => {
    expect(read([bytes])).toMatchObject({ whole: true, body, leavesOpen })
  })

  test('to HEAD has no body', () => {
    expect(read([`${OK}content-length: 2\r\n\r\n`], 'HEAD')).toMatchObject({ body: '', leavesOpen: true })
  })

  test('has its fields without the space around, and a folded one on one line', () => {
    const { rawHeaders } = read([`${OK}A: \t b c \r\nD:\r\n e\r\n\tf\r\ncontent-length: 0\r\n\r\n`])
    expect(rawHeaders).toEqual(['A', 'b c', 'D', ' e f', 'content-length', '0'])
  })

  test('is the same however its bytes are cut', () => {
    const whole = `HTTP/1.1 103 E\r\nlink: x\r\n\r\n${CHUNKED}5;e\r\nhello\r\n6\r\n world\r\n0\r\nt: u\r\n\r\n`
    const cuts = fc.array(fc.nat(whole.length), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, (at) => {
        const ends = [...at.toSorted((a, b) => a - b), whole.length]
        const pieces = ends.map((end, n) => whole.slice(ends[n - 1] ?? 0, end))
        expect(read(pieces)).toEqual(read([whole]))
      }),
    )
  })
})

describe('what is no answer', () => {
  test.each<[string, string, string]>([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'protocol_error'],
    ['another protocol, from its first byte', 'S', 'protocol_error'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n', 'protocol_error'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', 'protocol_error'],
    ['lines without a carriage return', 'HTTP/1.1 200 OK\n\n', 'protocol_error'],
    ['a line feed within a line', `${OK}a: b\nc: d\r\n\r\n`, 'protocol_error'],
    ['a NUL within a line', `${OK}a: b\0\r\n\r\n`, 'protocol_error'],
    ['a space before the colon', `${OK}a : b\r\n\r\n`, 'protocol_error'],
    ['a field without a colon', `${OK}a\r\n\r\n`, 'protocol_error'],
    ['a fold of nothing', `${OK} a: b\r\n\r\n`, 'protocol_error'],
    ['two lengths', `${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`, 'protocol_error'],
    ['a length that is no number', `${OK}content-length: 0x1\r\n\r\nx`, 'protocol_error'],
    ['a length beside chunks', `${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n`, 'protocol_error'],
    ['a transfer encoding unheard of', `${OK}transfer-encoding: gzip, chunked\r\n\r\n`, 'protocol_error'],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200\r\ntransfer-encoding: chunked\r\n\r\n', 'protocol_error'],
    ['a chunk without a size', `${CHUNKED};x\r\n`, 'protocol_error'],
    ['a chunk of negative size', `${CHUNKED}-1\r\n`, 'protocol_error'],
    ['a chunk longer than it says', `${CHUNKED}1\r\nab\r\n`, 'protocol_error'],
    ['a chunk line without a carriage return', `${CHUNKED}1\na`, 'protocol_error'],
    ['an upgrade that was not asked for', 'HTTP/1.1 101 X\r\nupgrade: x\r\n\r\n', 'protocol_error'],
    ['nothing', '', 'connection_failed'],
    ['half a head', OK, 'connection_failed'],
    ['half a body', `${OK}content-length: 2\r\n\r\nx`, 'connection_failed'],
    ['half a chunk', `${CHUNKED}2\r\nx`, 'connection_failed'],
    ['chunks without the last', `${CHUNKED}1\r\nx\r\n`, 'connection_failed'],
    ['over 100 interim answers', 'HTTP/1.1 102 P\r\n\r\n'.repeat(101), 'protocol_error'],
    ['over 100 fields', `${OK}${'a: b\r\n'.repeat(101)}\r\n`, 'too_many_headers'],
    ['a head of over 64 KiB', `${OK}a: ${'b'.repeat(64 * 1024)}\r\n\r\n`, 'too_large'],
    ['trailers of over 256 KiB', `${CHUNKED}0\r\n${'a: b\r\n'.repeat(50_000)}`, 'too_large'],
    ['a body of over 1 MiB', `${OK}\r\n${'x'.repeat(1024 * 1024 + 1)}`, 'too_large'],
  ])('%s is refused', (_what, bytes, reason) => {
    expect(reasonFor([bytes])).toBe(reason)
  })

  test('is refused alike however its bytes are cut', () => {
    const parts = [OK, 'HTTP/1.1 100 C\r\n\r\n', 'a: b\r\n', 'content-length: 3\r\n', 'transfer-encoding: chunked\r\n']
    const part = fc.constantFrom(...parts, '\r\n', '3\r\nabc\r\n', '0\r\n\r\n', 'x', '\n')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.nat(9), (all, size) => {
        const whole = all.join('')
        const pieces = whole.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? []
        const outcome = reasonFor([whole])
        if (outcome === 'none') expect(read(pieces)).toMatchObject({ body: read([whole]).body })
        else expect(reasonFor(pieces)).toBe(outcome)
      }),
      { numRuns: 500 },
    )
  })
})
