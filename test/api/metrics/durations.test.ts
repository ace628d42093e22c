import { describe, expect, test } from 'vitest'
import { createMetrics } from '../../../api/metrics/metrics.ts'
import { checkOf, componentOf, NOW, resultOf } from '../../facts.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const OTHER = '00f067aa0ba902b700f067aa0ba902b7'
const API = componentOf('api', { checks: [checkOf('health'), checkOf('inner', { private: true })] })
const VAULT = componentOf('vault', { private: true })

/** The lines of the histogram, in some form and for somebody, without what they have in common. */
async function linesOf(...asked: Parameters<ReturnType<typeof createMetrics>['expose']>): Promise<string[]> {
  const metrics = createMetrics({ now: () => NOW })
  metrics.configure([API, VAULT])
  metrics.onResult(resultOf('health', NOW - 500, { durationMs: 20, traceId: TRACE }))
  metrics.onResult(resultOf('health', NOW, { durationMs: 1200, outcome: 'degraded' }))
  metrics.onResult(resultOf('inner', NOW + 250, { durationMs: 15, outcome: 'down', traceId: OTHER }))
  metrics.onResult(resultOf('health', NOW, { durationMs: 0, outcome: 'unknown', traceId: TRACE }))
  const text = String((await metrics.expose(...asked)).bytes)
  return text.split('\n').filter((line) => line.startsWith('status_check_duration_seconds'))
}

const SAMPLE = /^(\w+)\{((?:\w+="[^"\\]*",?)+)\} ([\d.]+)(?: # \{(trace_id="[0-9a-f]{32}")\} ([\d.]+) ([\d.]+))?$/

describe('status_check_duration_seconds', () => {
  test('counts what says something of a component, private checks for who may see them', async () => {
    const count = (lines: readonly string[]) => lines.filter((line) => line.includes('_count'))
    expect(count(await linesOf('prometheus'))).toEqual(['status_check_duration_seconds_count{component="api"} 2'])
    expect(count(await linesOf('prometheus', 'all'))).toEqual([
      'status_check_duration_seconds_count{component="api"} 3',
      'status_check_duration_seconds_count{component="vault"} 0',
    ])
  })

  test('as OpenMetrics has the newest trace of each bucket, after its value, with that of the trace and its instant', async () => {
    const lines = await linesOf('openmetrics', 'all')
    for (const line of lines) expect(line).toMatch(SAMPLE)
    const exemplars = lines.map((line) => SAMPLE.exec(line)).filter((found) => found?.[4])
    expect(exemplars.map((found) => found?.slice(1))).toEqual([
      [
        ...['status_check_duration_seconds_bucket', 'component="api",le="0.025"', '2'],
        ...[`trace_id="${OTHER}"`, '0.015', String((NOW + 250) / 1000)],
      ],
    ])
    // An exemplar lies within its bucket.
    expect(Number(exemplars[0]?.[5])).toBeLessThanOrEqual(0.025)
  })

  test.each<Parameters<typeof linesOf>>([['openmetrics'], ['prometheus'], ['prometheus', 'all']])(
    'tells of no trace in the form and to the audience of %s %s',
    async (...asked) => {
      for (const line of await linesOf(...asked)) expect(line).not.toContain('#')
    },
  )
})
