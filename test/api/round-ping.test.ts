import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outcome } from '#domain/result.ts'
import { createRoundPing } from '../../api/round-ping.ts'
import { checkOf } from '../facts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A switch of which a test says what it sees, and how it is answered. */
function open() {
  const state = { faults: [] as string[], answer: null as string | null | Error, pings: 0 }
  const said: string[] = []
  const log = { info: (text: string) => said.push(text), warn: (_: object, text: string) => said.push(text) }
  const rounds: string[] = []
  const ping = createRoundPing({
    ping: async () => {
      state.pings++
      if (state.answer instanceof Error) throw state.answer
      return state.answer
    },
    faults: async () => state.faults,
    checks: () => [checkOf('a')],
    metrics: { onRound: (ending) => rounds.push(ending) },
    log: log as never,
  })
  const round = async (...outcomes: Outcome[]) => {
    for (const outcome of outcomes) ping.onResult({ outcome })
    await vi.advanceTimersByTimeAsync(60_000)
  }
  return { ping, state, round, rounds, said }
}

describe('after each round of probing', () => {
  test('it is told that we are alive, once', async () => {
    const { state, round, rounds, said } = open()
    await round('up', 'down')
    await round('degraded')
    expect([state.pings, rounds, said]).toEqual([2, ['told', 'told'], []])
  })

  test('an outage of what is watched is no reason for silence', async () => {
    const { state, round } = open()
    await round('down')
    expect(state.pings).toBe(1)
  })

  test.each<[string, Outcome[]]>([
    ['nothing came in', []],
    ['nothing definite came in', ['unknown', 'unknown']],
  ])('nothing is told while %s', async (_, outcomes) => {
    const { state, round, rounds, said } = open()
    await round('up')
    await round(...outcomes)
    await round(...outcomes)
    expect([state.pings, rounds]).toEqual([1, ['told', 'withheld', 'withheld']])
    expect(said).toEqual(['who waits for us after each round is not told'])
  })

  test('nothing is told while the prober stands still or nothing can be stored', async () => {
    const { state, round } = open()
    state.faults = ['The prober does not ask.']
    await round('up')
    expect(state.pings).toBe(0)
  })

  test.each([['status 503'], [new Error('a fault of our own')]])(
    '%s is not heard, and the next round is told again',
    async (answer) => {
      const { state, round, rounds, said } = open()
      state.answer = answer
      await round('up')
      state.answer = null
      await round('up')
      expect(rounds).toEqual(['unheard', 'told'])
      expect(said).toEqual([
        'who waits for us after each round is not told',
        'who waits for us after each round is told again',
      ])
    },
  )

  test('nothing is told once it is stopped', async () => {
    const { ping, state, round } = open()
    ping.stop()
    await round('up')
    expect(state.pings).toBe(0)
  })
})
