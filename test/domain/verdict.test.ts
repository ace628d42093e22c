import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  expire,
  type Judged,
  type Judgement,
  judge,
  judgeAll,
  type Policy,
  resume,
  type Transition,
  UNJUDGED,
} from '#domain/verdict.ts'
import { judgeByTheBook } from '../verdict-by-the-book.ts'

const POLICY: Policy = { failAfter: 3, recoverAfter: 2, staleAfterMs: 100 }
const OUTCOMES = { u: 'up', g: 'degraded', d: 'down', '?': 'unknown' } as const

/** One result every 10 ms, from 0 on: `u` up, `g` degraded, `d` down, `?` unknown; a space is no result. */
function results(letters: string): Judged[] {
  const each = [...letters].map((letter, index) => ({ at: 10 * index, letter }))
  return each.flatMap(({ at, letter }) =>
    letter in OUTCOMES ? [{ at, outcome: OUTCOMES[letter as keyof typeof OUTCOMES] }] : [],
  )
}

/** `verdict at/recordedAt`, or `verdict at` where they are the same. */
function told(transitions: readonly Transition[]): string {
  return transitions
    .map(({ at, recordedAt, verdict }) => `${verdict} ${at === recordedAt ? at : `${at}/${recordedAt}`}`)
    .join(', ')
}

describe('judgeAll', () => {
  test.each([
    ['', ''],
    ['?', ''],
    ['u', 'up 0'],
    ['uuu', 'up 0'],
    ['d', ''],
    ['dd', ''],
    ['ddd', 'down 0/20'],
    ['dgd', 'degraded 0/20'],
    ['dd?d', 'down 0/30'],
    ['uddu', 'up 0'],
    ['uddd', 'up 0, down 10/30'],
    ['ugddd', 'up 0, degraded 10/30, down 20/40'],
    ['uddduu', 'up 0, down 10/30, up 40/50'],
    ['udddgu', 'up 0, down 10/30, degraded 40/50'],
    ['udddggu', 'up 0, down 10/30, degraded 40/50'],
    ['udd          ddd', 'up 0, unknown 120, down 130/150'],
    ['udd         d', 'up 0, down 10/120'],
    ['dd           dd', ''],
  ])('%j amounts to %j', (letters, expected) => {
    const all = results(letters)
    expect(told(judgeAll(all, POLICY, all.at(-1)?.at ?? 0))).toBe(expected)
  })

  test.each([
    [100, 'up 0'],
    [101, 'up 0, unknown 100'],
    [5000, 'up 0, unknown 100'],
  ])('one result vouches for 100 ms, the last included: judged up to %d, %j', (until, expected) =>
    expect(told(judgeAll(results('u'), POLICY, until))).toBe(expected),
  )

  test('a result after the time up to which is judged is ignored', () =>
    expect(told(judgeAll(results('uddd'), POLICY, 20))).toBe('up 0'))

  test('a result older than the newest judged is discarded, also when that one knew nothing', () => {
    const late = { at: 25, outcome: 'down' } as const
    expect(told(judgeAll([...results('udd?'), late, ...results('    d')], POLICY, 40))).toBe('up 0, down 10/40')
  })

  test('results of equal time keep their order', () => {
    const at = (outcome: Judged['outcome']) => ({ at: 0, outcome })
    expect(told(judgeAll([at('up'), at('down'), at('down'), at('down')], POLICY, 0))).toBe('up 0, down 0')
  })

  test('keeping no more results than confirm a verdict finds the start of the longest unbroken run', () =>
    fc.assert(
      fc.property(history, policy, (all, rule) => {
        const until = (all.at(-1)?.at ?? 0) + 500
        expect(judgeAll(all, rule, until)).toEqual(judgeByTheBook(all, rule, until))
      }),
      { numRuns: 500 },
    ))
})

describe('judge', () => {
  test('a silence that the result ends comes before what the result confirms', () => {
    const { state } = judge(UNJUDGED, { at: 0, outcome: 'up' }, POLICY)
    const step = judge(state, { at: 200, outcome: 'up' }, POLICY)
    expect(told(step.transitions)).toBe('unknown 100, up 200')
    expect(step.state).toMatchObject({ verdict: 'up', lastDefiniteAt: 200 })
  })

  test('an unknown result vouches for nothing', () => {
    const { state } = judge(UNJUDGED, { at: 0, outcome: 'up' }, POLICY)
    expect(judge(state, { at: 90, outcome: 'unknown' }, POLICY).state.lastDefiniteAt).toBe(0)
  })
})

describe('expire', () => {
  test.each([
    [100, ''],
    [101, 'unknown 100'],
  ])('at %d, after one result at 0, it tells %j', (now, expected) => {
    const { state } = judge(UNJUDGED, { at: 0, outcome: 'up' }, POLICY)
    expect(told(expire(state, POLICY, now).transitions)).toBe(expected)
  })

  test('silence is told once', () => {
    const { state } = judge(UNJUDGED, { at: 0, outcome: 'up' }, POLICY)
    expect(expire(expire(state, POLICY, 101).state, POLICY, 9000).transitions).toEqual([])
  })

  test('asking between results changes nothing that is told', () =>
    fc.assert(
      fc.property(history, policy, (all, rule) => {
        const until = (all.at(-1)?.at ?? 0) + 500
        const asked = continued(UNJUDGED, all, rule, until, (state, at) => expire(state, rule, at - 1))
        expect(asked).toEqual(judgeAll(all, rule, until))
      }),
    ))
})

describe('resume', () => {
  test('of nothing, nothing is known', () => expect(resume(undefined, [], POLICY)).toEqual(UNJUDGED))

  test('results before the silence do not count', () => {
    const state = resume({ at: 120, recordedAt: 130, verdict: 'unknown' }, results('udd          d'), POLICY)
    expect(state.run).toEqual([{ at: 130, outcome: 'down' }])
  })

  test('a verdict whose results are gone lasts as long as the result that confirmed it vouches', () => {
    const state = resume({ at: 10, recordedAt: 30, verdict: 'down' }, [], POLICY)
    expect(told(expire(state, POLICY, 500).transitions)).toBe('unknown 130')
  })

  test('continuing gives what never having stopped gives, wherever it stopped and however few results are read', () =>
    fc.assert(
      fc.property(history, policy, fc.nat(40), fc.nat(20), (all, rule, stop, spare) => {
        const until = (all.at(-1)?.at ?? 0) + 500
        const before = all.slice(0, stop)
        const stored = judgeAll(before, rule, before.at(-1)?.at ?? 0)
        const definite = Math.max(rule.failAfter, rule.recoverAfter) + spare
        const state = resume(stored.at(-1), newestWith(before, definite), rule)
        expect([...stored, ...continued(state, all.slice(stop), rule, until)]).toEqual(judgeAll(all, rule, until))
      }),
      { numRuns: 1000 },
    ))
})

const policy = fc
  .record({ failAfter: fc.integer({ min: 1, max: 5 }), recoverAfter: fc.integer({ min: 1, max: 5 }) })
  .map((counts): Policy => ({ ...counts, staleAfterMs: 100 }))

/** Results in time order, with equal times and with gaps longer than `staleAfterMs`. */
const history = fc
  .array(fc.tuple(fc.constantFrom(0, 1, 10, 30, 60, 100, 101, 250), fc.constantFrom(...Object.values(OUTCOMES))), {
    maxLength: 40,
  })
  .map((steps) => {
    let at = 1000
    return steps.map(([gap, outcome]): Judged => {
      at += gap
      return { at, outcome }
    })
  })

/** The newest results that hold `count` definite ones. */
function newestWith(all: readonly Judged[], count: number): Judged[] {
  let left = count
  const first = all.findLastIndex(({ outcome }) => outcome !== 'unknown' && --left < 0)
  return all.slice(first + 1)
}

/** What is told from a state on, with `ask` before each result. */
function continued(
  from: Judgement,
  all: readonly Judged[],
  rule: Policy,
  until: number,
  ask = (state: Judgement, _at: number): ReturnType<typeof judge> => ({ state, transitions: [] }),
): Transition[] {
  const transitions: Transition[] = []
  let state = from
  for (const result of all) {
    const asked = ask(state, result.at)
    const step = judge(asked.state, result, rule)
    transitions.push(...asked.transitions, ...step.transitions)
    state = step.state
  }
  return [...transitions, ...expire(state, rule, until).transitions]
}
