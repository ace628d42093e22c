import { describe, expect, test } from 'vitest'
import { FrameReader, frameOf } from '../../probes/frames.ts'

const hear = (...chunks: (readonly number[] | Buffer)[]) => {
  const reader = new FrameReader()
  return chunks.flatMap((chunk) => [...reader.take(Buffer.from(chunk))])
}
const message = (text: string) => ({ kind: 'message', text })
const h = [...Buffer.from('Hel')]
const lo = [...Buffer.from('lo')]

describe('FrameReader', () => {
  // RFC 6455, section 5.7.
  test.each<[string, number[][], unknown[]]>([
    ['a text', [[0x81, 5, ...h, ...lo]], [message('Hello')]],
    ['a text in two frames', [[0x01, 3, ...h, 0x80, 2, ...lo]], [message('Hello')]],
    ['a text byte by byte', [0x81, 5, ...h, ...lo].map((byte) => [byte]), [message('Hello')]],
    [
      'a ping within a text',
      [[0x01, 3, ...h, 0x89, 0, 0x80, 2, ...lo]],
      [{ kind: 'ping', payload: Buffer.alloc(0) }, message('Hello')],
    ],
    ['binary as text', [[0x82, 2, 0x41, 0xff]], [message('A\ufffd')]],
    ['an empty text', [[0x81, 0]], [message('')]],
    ['a length of 16 bits', [[0x81, 126, 0, 3, ...h]], [message('Hel')]],
    ['a length of 64 bits', [[0x81, 127, 0, 0, 0, 0, 0, 0, 0, 3, ...h]], [message('Hel')]],
    ['a close with its code', [[0x88, 2, 0x03, 0xf3]], [{ kind: 'close', code: 1011 }]],
    ['a close without', [[0x88, 0]], [{ kind: 'close', code: null }]],
    ['a pong, which says nothing', [[0x8a, 0]], []],
    ['half a frame, which says nothing yet', [[0x81, 5, ...h]], []],
  ])('hears %s', (_what, chunks, heard) => expect(hear(...chunks)).toEqual(heard))

  test.each<[string, number[], string]>([
    ['a masked frame', [0x81, 0x80, 0, 0, 0, 0], 'protocol_error'],
    ['a frame of an extension', [0xc1, 0], 'protocol_error'],
    ['a kind unheard of', [0x83, 0], 'protocol_error'],
    ['a control frame unheard of', [0x8b, 0], 'protocol_error'],
    ['a ping in parts', [0x09, 0], 'protocol_error'],
    ['a ping that is too long', [0x89, 126, 0, 126, ...Array(126).fill(0)], 'protocol_error'],
    ['a continuation of nothing', [0x80, 0], 'protocol_error'],
    ['a text within a text', [0x01, 0, 0x81, 0], 'protocol_error'],
    ['a text that is not UTF-8', [0x81, 1, 0xff], 'protocol_error'],
    ['a length beyond all bounds', [0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0], 'too_large'],
    ['pings without end', Array(101).fill([0x89, 0]).flat(), 'too_large'],
    ['frames without end', Array(10_001).fill([0x81, 0]).flat(), 'too_large'],
  ])('refuses %s', (_what, bytes, reasonCode) => {
    expect(() => hear(bytes)).toThrow(expect.objectContaining({ reasonCode }))
  })

  test.each([0, 125, 126, 65_535, 65_536])('understands a masked frame of %s bytes once it is unmasked', (length) => {
    const sent = frameOf('text', Buffer.alloc(length, 'x'))
    const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
    const mask = sent.subarray(head, head + 4)
    const payload = Buffer.from(sent.subarray(head + 4).map((byte, index) => byte ^ (mask[index & 3] ?? 0)))
    const plain = Buffer.concat([
      sent.subarray(0, 1),
      Buffer.from([(sent[1] ?? 0) & 127]),
      sent.subarray(2, head),
      payload,
    ])
    expect(hear(plain)).toEqual([message('x'.repeat(length))])
  })
})
