import { describe, expect, test } from 'vitest'
import { createTextBytes } from '../../../api/metrics/text-bytes.ts'

describe('createTextBytes', () => {
  test.each([
    ['nothing', []],
    ['one piece', ['probe_success 1\n']],
    ['more than fits at first, in many pieces', Array.from({ length: 20_000 }, (_, n) => `probe_success ${n}\n`)],
    ['one long piece whose characters take three bytes', ['€'.repeat(100_000)]],
    ['a character of two units at the end of what is written at once', ['x'.repeat(16 * 1024 - 1), '🙂', 'x']],
  ])('%s is put together', (_, pieces) => {
    const written = createTextBytes()((add) => pieces.forEach(add))
    expect(written.toString()).toBe(pieces.join(''))
  })

  test('what was written stays as it is, and nothing is left of what could not be', () => {
    const write = createTextBytes()
    const first = write((add) => add('first'))
    const failing = () =>
      write((add) => {
        add('half')
        throw new Error('no more')
      })
    expect(failing).toThrow('no more')
    expect(String(write((add) => add('second')))).toBe('second')
    expect(String(first)).toBe('first')
  })
})
