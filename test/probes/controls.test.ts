import { describe, expect, test } from 'vitest'
import type { Control } from '#domain/configuration.ts'
import type { Result } from '#domain/result.ts'
import { createControls } from '../../probes/controls.ts'
import { resultOf } from '../facts.ts'
import { createFakeClock } from './fake-clock.ts'

const control = (host: string): Control => ({ kind: 'tcp', host, port: 443 })
const down = (reasonCode: string) => resultOf('a', 0, { outcome: 'down', reasonCode, detail: 'found' })

/** Controls, by whether each answers, and which were asked. */
function controlsOf(answers: Record<string, boolean>) {
  const clock = createFakeClock()
  const asked: string[] = []
  const ask = async ({ host }: Control) => {
    asked.push(host)
    return answers[host] ?? false
  }
  return {
    clock,
    asked,
    controls: createControls(Object.keys(answers).map(control), { ask, monotonic: clock.monotonic }),
  }
}

describe('createControls', () => {
  test.each<[string, Record<string, boolean>, Result, string | null]>([
    ['a timeout, every control silent', { one: false, two: false }, down('timeout'), 'local_network'],
    ['a name not found, every control silent', { one: false }, down('dns_failed'), 'local_network'],
    ['a refusal, every control silent', { one: false }, down('connection_refused'), 'local_network'],
    ['a timeout, one control there', { one: false, two: true }, down('timeout'), 'timeout'],
    ['a timeout, no controls', {}, down('timeout'), 'timeout'],
    ['an error answered, every control silent', { one: false }, down('http_500'), 'http_500'],
    ['a broken answer, every control silent', { one: false }, down('protocol_error'), 'protocol_error'],
    ['nothing wrong, every control silent', { one: false }, resultOf('a', 0), null],
  ])('%s', async (_fact, answers, result, reasonCode) => {
    const vouched = await controlsOf(answers).controls.vouch(result)
    const blamed = reasonCode === 'local_network'
    expect(vouched).toEqual({ ...result, reasonCode, outcome: blamed ? 'unknown' : result.outcome })
  })

  test('are asked once for all that fail within a second, and not for what succeeds', async () => {
    const { clock, asked, controls } = controlsOf({ one: false, two: false })
    await controls.vouch(resultOf('a', 0))
    expect(asked).toEqual([])
    await Promise.all([1, 2, 3].map(() => controls.vouch(down('timeout'))))
    await clock.advance(999)
    await controls.vouch(down('timeout'))
    expect(asked).toEqual(['one', 'two'])
    await clock.advance(1)
    await controls.vouch(down('timeout'))
    expect(asked).toHaveLength(4)
  })
})
