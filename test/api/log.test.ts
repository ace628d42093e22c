import { describe, expect, test } from 'vitest'
import { withoutMessage } from '../../api/log.ts'

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
