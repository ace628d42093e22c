import type { CheckTransition } from '#domain/facts.ts'
import type { Result } from '#domain/result.ts'

/** What is stored together: whole or not at all. */
export interface Group {
  results: readonly Result[]
  transitions: readonly CheckTransition[]
}

export interface GroupQueueDeps {
  now: () => number
  /** Stores a group; rejects when it could not. */
  store: (group: Group) => Promise<void>
  /** Told after each stored group. */
  onStored: (group: Group) => void
  onFailure: (error: unknown) => void
}

export interface GroupQueue {
  add(group: Group): void
  /** Resolves when all that was added so far is stored, or could not be. */
  flush(): Promise<void>
  /** Whether something waits that could not be stored when it was tried. */
  isStuck(): boolean
}

const GROUP_MS = 250
const RETRY_MS = 1000
const MOST_RESULTS = 100_000
const EMPTY: Group = { results: [], transitions: [] }

/**
 * Stores what is added in groups, at most 250 ms apart. What could not be stored waits, within a bound, and is tried
 * again.
 */
export function createGroupQueue({ now, store, onStored, onFailure }: GroupQueueDeps): GroupQueue {
  let waiting = EMPTY
  let stuck = false
  let timer: NodeJS.Timeout | undefined
  let storing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    storing = storing.then(storeWaiting).catch(onFailure)
    return storing
  }

  const flushIn = (ms: number): void => {
    timer ??= setTimeout(flush, ms)
  }

  const storeWaiting = async (): Promise<void> => {
    if (isEmpty(waiting)) return
    const group = stamped(waiting, now())
    waiting = EMPTY
    try {
      await store(group)
    } catch (error) {
      waiting = joined(group, waiting)
      stuck = true
      flushIn(RETRY_MS)
      onFailure(error)
      return
    }
    stuck = false
    onStored(group)
  }

  return {
    add: (group) => {
      if (isEmpty(group)) return
      waiting = joined(waiting, group)
      flushIn(GROUP_MS)
    },
    flush,
    isStuck: () => stuck,
  }
}

/** One group after the other; past the bound the newest results are dropped, changes of verdict never. */
function joined(first: Group, then: Group): Group {
  return {
    results: [...first.results, ...then.results].slice(0, MOST_RESULTS),
    transitions: [...first.transitions, ...then.transitions],
  }
}

/** A transition counts as recorded when it is committed: no page can have said it before. */
function stamped({ results, transitions }: Group, at: number): Group {
  return { results, transitions: transitions.map((one) => ({ ...one, recordedAt: Math.max(one.recordedAt, at) })) }
}

function isEmpty({ results, transitions }: Group): boolean {
  return results.length === 0 && transitions.length === 0
}
