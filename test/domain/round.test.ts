import { describe, expect, test } from 'vitest'
import type { Check } from '#domain/check.ts'
import { roundMs } from '#domain/round.ts'
import { checkOf } from '../facts.ts'
import { heartbeatCheck } from '../probes/checks.ts'

const every = (everyMs: number) => checkOf('a', { schedule: { everyMs } })
const cron = checkOf('b', { schedule: { cron: '0 0 * * * *', timezone: 'UTC' } })

describe('roundMs', () => {
  test.each<[string, Check[], number]>([
    ['a minute', [every(30_000)], 60_000],
    ['as long as the shortest interval, where that is longer', [every(300_000), every(120_000)], 120_000],
    ['a minute where there are only times of day', [cron], 60_000],
    [
      'of the checks that are asked',
      [heartbeatCheck('0'.repeat(32), { schedule: { everyMs: 90_000 } }), every(100_000)],
      100_000,
    ],
    ['a minute where nothing is asked', [], 60_000],
  ])('is %s', (_, checks, ms) => expect(roundMs(checks)).toBe(ms))
})
