import { describe, expect, test } from 'vitest'
import { tellError, withoutMessage } from '../../api/told-error.ts'

const hide = (text: string) => text.replaceAll('sk_live', '***')

describe('tellError', () => {
  test('an error tells its name, message, code, place and causes, without secrets', () => {
    const cause = Object.assign(new RangeError('key sk_live'), { code: 7, detail: 'sk_live' })
    const told = tellError(Object.assign(new TypeError('no sk_live here', { cause }), { code: 'E', headers: {} }), hide)
    expect(told).toMatchObject({ name: 'TypeError', message: 'no *** here', code: 'E' })
    expect(told.cause).toMatchObject({ name: 'RangeError', message: 'key ***', code: 7 })
    expect(Object.keys(told).sort()).toEqual(['cause', 'code', 'frames', 'message', 'name'])
  })

  test('the values of a query are not told', () => {
    const error = new Error('Failed query: insert into x values (?)\nparams: what\npeople wrote')
    const told = tellError(error, hide)
    expect(told.message).toBe('Failed query: insert into x values (?)')
    expect(JSON.stringify(told)).not.toContain('people')
  })

  test('causes that go round end', () => {
    const error = new Error('a')
    error.cause = error
    expect(JSON.stringify(tellError(error, hide)).match(/"message"/g)).toHaveLength(6)
  })

  test.each<[unknown, string, string]>([
    ['sk_live', 'string', '***'],
    [{ secret: 'sk_live' }, 'object', ''],
    [undefined, 'undefined', ''],
  ])('of %j, which is no error, the kind is told, and a text', (thrown, name, message) =>
    expect(tellError(thrown, hide)).toEqual({ name, message, code: null, frames: [] }),
  )
})

describe('withoutMessage', () => {
  test('an error keeps its name, its code and its place, and loses what it quotes', () => {
    const told = withoutMessage(
      Object.assign(new TypeError('"Bearer sk_live_1" is invalid\n  at sk_live_2'), { code: 'ERR_X' }),
    )
    expect(told).toMatchObject({ name: 'TypeError', code: 'ERR_X' })
    expect(told.frames[0]).toMatch(/^at .*told-error\.test\.ts/)
    expect(JSON.stringify(told)).not.toContain('sk_live')
  })

  test('what is no error says only what it is', () => {
    expect(withoutMessage('sk_live_1')).toEqual({ name: 'string', code: null, frames: [] })
  })
})
