import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { NO_TRACER, type RootSpan, traced } from '#domain/tracing.ts'
import { type TestTracer, testTracer } from '../../tracing/tracer.ts'

/** Begins a trace, whatever the tracer. */
function begin({ tracer }: TestTracer, name = 'probe'): RootSpan {
  const span = tracer.begin(name)
  if (!span) throw new Error('Nothing is traced')
  return span
}

/** A trace id whose random end is a share of all there are. */
const idAt = (share: number) =>
  `${'a'.repeat(19)}${Math.floor(share * 2 ** 52)
    .toString(16)
    .padStart(13, '0')}`

describe('a trace', () => {
  test('is told with its parts when it ends, each in its place and with its time', () => {
    const test = testTracer()
    const root = begin(test)
    const request = root.begin('GET', { kind: 'client', attributes: { 'url.full': 'https://x/', none: null } })
    test.wait(5)
    const phase = request.begin('connect')
    test.wait(7)
    phase.end()
    request.note({ 'http.response.status_code': 200 })
    request.end()
    expect(test.told).toEqual([])
    expect(root.end()).toBe(test.told[0]?.traceId)
    const from = test.told[0]?.startedAt ?? 0
    expect(
      test.told.map(({ name, parent, startedAt, endedAt }) => [name, parent, startedAt - from, endedAt - from]),
    ).toEqual([
      ['probe', null, 0, 12],
      ['GET', 'probe', 0, 12],
      ['connect', 'GET', 5, 12],
    ])
    expect(test.told[1]?.attributes).toEqual({ 'url.full': 'https://x/', 'http.response.status_code': 200 })
    expect(new Set(test.told.map(({ traceId }) => traceId)).size).toBe(1)
  })

  test.each<[number, number, boolean]>([
    [0, 0, false],
    [0, 0.999, false],
    [0.1, 0.0999, true],
    [0.1, 0.1001, false],
    [0.5, 0.4999, true],
    [1, 0.9999, true],
  ])('of a share of %d one with an id at %d is kept: %s', (share, at, kept) => {
    const test = testTracer({ share, traceIds: [idAt(at)] })
    expect(begin(test).end()).toBe(kept ? idAt(at) : null)
    expect(test.told).toHaveLength(kept ? 1 : 0)
  })

  test('of a thousand ids spread evenly a share is kept exactly', () => {
    const traceIds = Array.from({ length: 1000 }, (_, n) => idAt((n + 0.5) / 1000))
    const test = testTracer({ share: 0.1, traceIds })
    for (const _ of traceIds) begin(test).end()
    expect(test.told).toHaveLength(100)
  })

  test('that has failed is always kept, whatever its parts did', () => {
    const test = testTracer({ share: 0 })
    const [failed, well] = [begin(test, 'failed'), begin(test, 'well')]
    for (const one of [failed, well]) {
      const part = one.begin('GET')
      part.fail('404')
      part.end()
    }
    failed.fail('timeout')
    expect([failed.end(), well.end()]).toEqual([expect.any(String), null])
    expect(test.told.map(({ name, failed, attributes }) => [name, failed, attributes])).toEqual([
      ['failed', true, { 'error.type': 'timeout' }],
      ['GET', true, { 'error.type': '404' }],
    ])
  })

  test('tells what ends after it only where it is kept', () => {
    for (const [share, expected] of [
      [1, ['probe', 'late']],
      [0, []],
    ] as const) {
      const test = testTracer({ share })
      const root = begin(test)
      const late = root.begin('late')
      root.end()
      late.end()
      expect(test.told.map(({ name }) => name)).toEqual(expected)
    }
  })

  test('ends once', () => {
    const test = testTracer()
    const root = begin(test)
    expect([root.end(), root.end()]).toEqual([expect.any(String), null])
    expect(test.told).toHaveLength(1)
  })

  test('tells two hundred spans at most, however many there were', () => {
    const test = testTracer()
    const root = begin(test)
    for (let n = 0; n < 1000; n++) root.begin('processing').end()
    root.end()
    expect(test.told).toHaveLength(200)
  })
})

describe('traceparent', () => {
  test('names the very span that asks, and is told of under that name', () => {
    const test = testTracer()
    const root = begin(test)
    const request = root.begin('GET')
    const traceparent = request.traceparent()
    request.end()
    root.end()
    const { traceId, spanId } = test.told.find(({ name }) => name === 'GET') ?? {}
    expect(traceparent).toBe(`00-${traceId}-${spanId}-01`)
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })
})

describe('current', () => {
  test('is the trace that the work is within, across what it waits for', async () => {
    const test = testTracer()
    const seen = async () => {
      await nextTurn()
      return test.tracer.current()?.trace_id
    }
    const [one, other] = [begin(test), begin(test)]
    expect(await Promise.all([one.within(seen), other.within(seen), seen()])).toEqual([
      one.end(),
      other.end(),
      undefined,
    ])
  })
})

test('a trace that somebody will look for is kept, though it did not fail', () => {
  const test = testTracer({ share: 0 })
  const [plain, wanted] = [begin(test), begin(test)]
  plain.within(() => test.tracer.current())
  wanted.within(() => test.tracer.current(true))
  expect([plain.end(), wanted.end()]).toEqual([null, expect.any(String)])
  expect(test.told).toMatchObject([{ failed: false }])
})

describe('traced', () => {
  test('work that rejects makes a trace that failed, and its error rises', async () => {
    const test = testTracer({ share: 0 })
    const fails = () => Promise.reject(new RangeError('no'))
    await expect(traced(test.tracer, 'store', () => ({ attributes: { rows: 2 } }), fails)).rejects.toThrow('no')
    expect(test.told).toMatchObject([
      { name: 'store', failed: true, attributes: { rows: 2, 'error.type': 'RangeError' } },
    ])
  })

  test.each<[string, Error]>([
    ['SQLITE_FULL', Object.assign(new Error('disk'), { code: 'SQLITE_FULL' })],
    ['57P01', new Error('query', { cause: Object.assign(new Error('gone'), { code: '57P01' }) })],
    ['RangeError', new RangeError('no')],
  ])('says %s of an error that is, or was caused by, one', async (errorType, error) => {
    const test = testTracer()
    await traced(
      test.tracer,
      'store',
      () => ({}),
      () => Promise.reject(error),
    ).catch(() => undefined)
    expect(test.told[0]?.attributes).toEqual({ 'error.type': errorType })
  })

  test('where nothing is traced the work is done all the same, and nobody asks what it is', async () => {
    const describe = () => {
      throw new Error('asked')
    }
    expect(await traced(NO_TRACER, 'store', describe, async (span) => span)).toBeNull()
  })
})
