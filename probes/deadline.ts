import { NoAnswerError } from './no-answer.ts'

/** What can be ended from outside: a socket, or a wait. */
export interface Endable {
  destroy(error?: Error): unknown
}

/** A time limit over a whole call, and everything that is not to outlive it. */
export interface Deadline {
  timeoutMs: number
  /** Why everything was ended; `null` while there is time left. */
  expired(): NoAnswerError | null
  /** Takes charge of something: it is ended with the call, at once if that is over. */
  hold(thing: Endable): void
  /** Leaves something to whoever keeps it. */
  release(thing: Endable): void
  /** What a promise gives, or a rejection when the time is up first. */
  within<T>(promise: Promise<T>): Promise<T>
  /** Ends the call before its time, and whatever is left of it. */
  end(): void
}

/** Begins to count. Plain calls instead of an AbortSignal, whose events cost more than a request. */
export function startDeadline(timeoutMs: number): Deadline {
  const held = new Set<Endable>()
  let expired: NoAnswerError | null = null
  let over = false
  const endAll = (error?: Error) => {
    over = true
    for (const thing of held) thing.destroy(error)
    held.clear()
  }
  const timer = setTimeout(() => {
    expired = new NoAnswerError('timeout', `No answer within ${timeoutMs} ms`)
    endAll(expired)
  }, timeoutMs)
  const hold = (thing: Endable) => {
    if (over) thing.destroy(expired ?? undefined)
    else held.add(thing)
  }
  return {
    timeoutMs,
    expired: () => expired,
    hold,
    release: (thing) => void held.delete(thing),
    within: (promise) =>
      new Promise((resolve, reject) => {
        // What ends by itself at the deadline, and well, is heard first.
        hold({ destroy: (error) => error && setImmediate(reject, error) })
        promise.then(resolve, reject)
      }),
    end: () => {
      clearTimeout(timer)
      endAll()
    },
  }
}
