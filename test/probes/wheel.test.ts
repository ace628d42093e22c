import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHeap } from '../../probes/heap.ts'
import { createWheel } from '../../probes/wheel.ts'
import { createFakeClock } from './fake-clock.ts'

describe('createHeap', () => {
  test('gives what it was given, the earliest first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), (times) => {
        const heap = createHeap<{ at: number }>()
        for (const at of times) heap.push({ at })
        expect(times.map(() => heap.pop()?.at)).toEqual(times.toSorted((a, b) => a - b))
        expect(heap.peek()).toBeUndefined()
      }),
    )
  })
})

describe('createWheel', () => {
  function wheelOf() {
    const clock = createFakeClock()
    const wheel = createWheel(clock)
    const startedAt = clock.monotonic()
    const rung: [string, number][] = []
    const at = (ms: number, name = String(ms)) =>
      wheel.at(startedAt + ms, () => rung.push([name, clock.monotonic() - startedAt]))
    return { clock, wheel, rung, at }
  }

  test('rings at each instant, with one timer', async () => {
    const { clock, rung, at } = wheelOf()
    for (const ms of [300, 100, 200]) at(ms)
    expect(clock.timers()).toBe(1)
    await clock.advance(250)
    expect(rung).toEqual([
      ['100', 100],
      ['200', 200],
    ])
    expect(clock.timers()).toBe(1)
  })

  test('rings what is earlier than the one it waits for', async () => {
    const { clock, rung, at } = wheelOf()
    at(300)
    at(100)
    await clock.advance(100)
    expect(rung).toEqual([['100', 100]])
  })

  test('rings nothing that was called off', async () => {
    const { clock, rung, at } = wheelOf()
    const callOff = at(100)
    at(200)
    callOff()
    await clock.advance(500)
    expect(rung).toEqual([['200', 200]])
  })

  test('rings in order what a stopped process slept over', async () => {
    const { clock, rung, at } = wheelOf()
    for (const ms of [30, 10, 20]) at(ms)
    await clock.freeze(1000)
    expect(rung.map(([name]) => name)).toEqual(['10', '20', '30'])
  })

  test('never rings early, though a timer does', async () => {
    const { clock, rung, at } = wheelOf()
    at(100.4)
    await clock.advance(100.3)
    expect(rung).toEqual([])
    await clock.advance(1)
    expect(rung).toHaveLength(1)
  })

  test('waits for longer than a timer of Node can', async () => {
    const { clock, rung, at } = wheelOf()
    at(2 ** 33)
    await clock.advance(2 ** 32)
    expect(rung).toEqual([])
    await clock.advance(2 ** 32)
    expect(rung).toHaveLength(1)
  })

  test('once stopped it rings no more and leaves no timer', async () => {
    const { clock, wheel, rung, at } = wheelOf()
    at(100)
    wheel.stop()
    expect(clock.timers()).toBe(0)
    await clock.advance(500)
    expect(rung).toEqual([])
  })
})
