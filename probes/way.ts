import type { NoAnswer } from '#domain/answer.ts'
import type { Observed } from '#domain/observed.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { Guard } from './guard.ts'
import type { Limits } from './limits.ts'
import { noAnswer } from './no-answer.ts'
import { startTrace, type Trace } from './trace.ts'

/** What one call has to hand: the guard over every connection, its time limit, and what it measures. */
export interface Way {
  guard: Guard
  deadline: Deadline
  trace: Trace
}

/** What a call gave, or why it gave nothing; and in either case what was measured. */
export type Outcome<T> = { observed: Observed } & (({ ok: true } & T) | ({ ok: false } & NoAnswer))

/**
 * Does one thing outside, and leaves nothing of it behind. It ends by its deadline whatever the target does.
 *
 * @throws {unknown} what is neither the target's doing nor the network's
 */
export async function useWay<T extends object>(
  { timeoutMs, span = null }: Limits,
  guard: Guard,
  use: (way: Way) => Promise<T>,
): Promise<Outcome<T>> {
  const deadline = startDeadline(timeoutMs)
  const trace = startTrace(guard.stopwatch, span)
  try {
    const given = await deadline.within(use({ guard, deadline, trace }))
    return { ok: true, ...given, observed: trace.observed() }
  } catch (error) {
    // What broke after the deadline broke because of it.
    const why = noAnswer(deadline.expired() ?? error)
    trace.fail(why.reasonCode)
    return { ok: false, ...why, observed: trace.observed() }
  } finally {
    deadline.end()
  }
}
