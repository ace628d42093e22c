import { describe, expect, test } from 'vitest'
import { createSteadyClock } from '../../api/steady-clock.ts'

/** A clock over two clocks that a test sets: the wall's by hand, the other by what has passed. */
function clocks() {
  const at = { wall: 1_000_000, ticks: 0 }
  const clock = createSteadyClock(
    () => at.wall,
    () => at.ticks,
  )
  const pass = (ms: number, step = 0) => {
    at.wall += ms + step
    at.ticks += ms
    return clock.now()
  }
  return { clock, pass }
}

describe('createSteadyClock', () => {
  test('it goes with the wall clock', () => {
    const { pass } = clocks()
    expect([pass(10), pass(5000)]).toEqual([1_000_010, 1_005_010])
  })

  test('a wall clock set forward is followed', () => {
    expect(clocks().pass(10, 3_600_000)).toBe(4_600_010)
  })

  test('a wall clock set back is not: time goes on, until it has caught up', () => {
    const { pass } = clocks()
    expect([pass(10, -60_000), pass(30_000), pass(30_000), pass(1000)]).toEqual([
      1_000_010, 1_030_010, 1_060_010, 1_061_010,
    ])
    expect(pass(0, 60_000)).toBe(1_061_010)
  })

  test('it never goes back behind an instant that is on record', () => {
    const { clock, pass } = clocks()
    clock.notBefore(1_500_000)
    expect([clock.now(), pass(1000)]).toEqual([1_500_000, 1_501_000])
  })
})
