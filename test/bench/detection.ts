import type { Outcome } from '#domain/result.ts'
import { judge, UNJUDGED } from '#domain/verdict.ts'
import { timesOf } from '../../probes/offsets.ts'
import { createSchedule } from '../../probes/schedule.ts'
import { checkOf, resultOf } from '../facts.ts'
import { createFakeClock } from '../probes/fake-clock.ts'
import { printLimit, quantile } from './limits.ts'

/**
 * How long after its death a target is down in the verdict: many targets, checked every 20 s by the schedule itself on a
 * clock of the benchmark's own, each dies at a moment of its own: `node test/bench/detection.ts`.
 */
const TARGETS = 101
const EVERY_MS = 20_000
const ANSWER_MS = 20
/** The first death, when the verdicts stand. */
const DEATHS_FROM_MS = 60_000

/** How a target is gone: it refuses at once, or says nothing until the deadline. */
const SILENT_MS = 5_000

async function detectionMs(failureMs: number): Promise<number[]> {
  const clock = createFakeClock()
  const startedAt = clock.now()
  const checks = Array.from({ length: TARGETS }, (_, index) =>
    checkOf(`target-${index}`, { schedule: { everyMs: EVERY_MS }, retryEveryMs: 2_000 }),
  )
  // One dies just after a slot of its own, one just before, and the others evenly between.
  const diesAt = new Map(
    [...timesOf(checks)].map(([{ id }, { offsetMs }], index) => {
      const phaseMs = ((index + 0.5) / TARGETS) * EVERY_MS
      return [id, startedAt + DEATHS_FROM_MS + (offsetMs ?? 0) + phaseMs]
    }),
  )
  const judgements = new Map(checks.map(({ id }) => [id, UNJUDGED]))
  const detected: number[] = []
  const schedule = createSchedule({
    ...clock,
    ask: async ({ id }) => {
      const dead = clock.now() >= (diesAt.get(id) ?? 0)
      await clock.sleep(dead ? failureMs : ANSWER_MS)
      return resultOf(id, clock.now(), { outcome: dead ? 'down' : ('up' as Outcome) })
    },
    record: ({ id, policy }, result) => {
      const { state, transitions } = judge(judgements.get(id) ?? UNJUDGED, result, policy)
      judgements.set(id, state)
      const down = transitions.find(({ verdict }) => verdict === 'down')
      if (down) detected.push(down.recordedAt - (diesAt.get(id) ?? 0))
      return { settled: result.outcome === state.verdict }
    },
    onSlot: () => undefined,
    onMissed: () => undefined,
    onSlept: () => undefined,
  })
  schedule.start(checks)
  await clock.advance(DEATHS_FROM_MS + 2 * EVERY_MS + 60_000)
  const stopped = schedule.stop()
  await clock.advance(10_000)
  await stopped
  return detected.map((ms) => ms / 1000)
}

console.log(`${TARGETS} deaths, checked every ${EVERY_MS / 1000} s, three confirmations`)
const refused = await detectionMs(1)
printLimit({ what: 'deaths seen', value: refused.length, unit: '', least: TARGETS })
printLimit({ what: 'refuses: down after, median', value: tenths(quantile(refused, 0.5)), unit: 's', most: 14 })
printLimit({ what: 'refuses: down after, at most', value: tenths(quantile(refused, 1)), unit: 's', most: 26 })
const silent = await detectionMs(SILENT_MS)
printLimit({
  what: 'silent until the deadline of 5 s: down after, median',
  value: tenths(quantile(silent, 0.5)),
  unit: 's',
})
printLimit({
  what: 'silent until the deadline of 5 s: down after, at most',
  value: tenths(quantile(silent, 1)),
  unit: 's',
})

/** Rounded to a tenth, as the limits are given in whole seconds. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
