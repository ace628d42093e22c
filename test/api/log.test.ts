import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createLog, type LogOptions } from '../../api/log.ts'
import type { LogFields } from '../../api/log-fields.ts'

/** A log, and the lines that it wrote. */
async function logging(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const log = await createLog({ level: 'info', terminal: false, ...options })
  const stream = (log as unknown as Record<symbol, { write: (line: string) => boolean }>)[pino.symbols.streamSym]
  if (!stream) throw new Error('The log is written nowhere')
  stream.write = (line) => lines.push(line) > 0
  return { log, line: () => JSON.parse(lines[0] ?? '') }
}

describe('createLog', () => {
  test.each<[LogFields | undefined]>([[undefined], [{ trace_id: 'a', span_id: 'b' }]])(
    'a line written within %j says so',
    async (within) => {
      const { log, line } = await logging({ context: () => within })
      log.info({ check: 'health' }, 'told')
      expect(line()).toEqual({ level: 30, time: expect.any(String), check: 'health', ...within, msg: 'told' })
    },
  )

  test('only a line of an error says that it is one to the work that it is written in', async () => {
    const errors: boolean[] = []
    const { log } = await logging({ level: 'debug', context: (isError) => void errors.push(isError) })
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]('told')
    expect(errors).toEqual([false, false, false, true])
  })

  test('what is not chosen is not written, and named', async () => {
    const { log, line } = await logging()
    const fields = { check: 'a', authorization: 'Bearer x', url: { href: 'x' }, reason: null }
    log.info(fields as object, 'told')
    expect(line()).toMatchObject({ check: 'a', reason: null, dropped: ['authorization', 'url'] })
    expect(line()).not.toHaveProperty('authorization')
    expect(line()).not.toHaveProperty('url')
  })

  test('a field that is not chosen cannot be told', async () => {
    const { log } = await logging({ level: 'silent' })
    // @ts-expect-error: a log line has no headers.
    log.info({ headers: 'x' }, 'told')
  })

  test('of what was thrown, secrets are taken out', async () => {
    const { log, line } = await logging({ hide: (text) => text.replaceAll('sk_live', '***') })
    const err = Object.assign(new Error('sk_live', { cause: new Error('of sk_live') }), { headers: 'sk_live' })
    log.error({ err, fault: 'no sk_live', faults: 'sk_live', message: 'sk_live' }, 'failed')
    expect(JSON.stringify(line())).not.toContain('sk_live')
    expect(line()).toMatchObject({
      err: { message: '***', cause: { message: 'of ***' } },
      fault: 'no ***',
      msg: 'failed',
    })
  })
})
