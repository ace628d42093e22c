import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createLog, withoutMessage } from '../../api/log.ts'

describe('createLog', () => {
  test.each<[object | undefined, object]>([
    [undefined, {}],
    [
      { trace_id: 'a', span_id: 'b' },
      { trace_id: 'a', span_id: 'b' },
    ],
  ])('a line written within %j says %j of it', async (within, said) => {
    const lines: string[] = []
    const log = await createLog({ level: 'info', terminal: false, context: () => within })
    const stream = (log as unknown as Record<symbol, { write: (line: string) => boolean }>)[pino.symbols.streamSym]
    if (!stream) throw new Error('The log is written nowhere')
    stream.write = (line) => lines.push(line) > 0
    log.info({ check: 'health' }, 'told')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ check: 'health', msg: 'told', ...said })
    expect(lines[0]?.includes('trace_id')).toBe(within !== undefined)
  })
})

describe('withoutMessage', () => {
  test('an error keeps its name, its code and its place, and loses what it quotes', () => {
    const told = withoutMessage(
      Object.assign(new TypeError('"Bearer sk_live_1" is invalid\n  sk_live_2'), { code: 'ERR_X' }),
    )
    expect(told).toMatchObject({ name: 'TypeError', code: 'ERR_X' })
    expect(told.frames[0]).toMatch(/^at .*log\.test\.ts/)
    expect(JSON.stringify(told)).not.toContain('sk_live')
  })

  test('what is no error says only what it is', () => {
    expect(withoutMessage('sk_live_1')).toEqual({ name: 'string', code: null, frames: [] })
  })
})
