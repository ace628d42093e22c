import type { StoredResult } from '#db/results.ts'
import type { CheckTransition } from '#domain/facts.ts'

/** What is stored together: whole or not at all. */
export interface Group {
  results: readonly StoredResult[]
  transitions: readonly CheckTransition[]
}

export interface GroupQueueDeps {
  now: () => number
  /** Stores a group; rejects when it could not. */
  store: (group: Group) => Promise<void>
  /** Does an attempt to store a group, which rejects when it failed, within something that watches it. */
  around?: (group: Group, attempt: () => Promise<void>) => Promise<void>
  /** Told after each stored group. */
  onStored: (group: Group) => void
  onFailure: (error: unknown) => void
  /** Told how many results had no room to wait. */
  onDropped: (results: number) => void
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
/** What has waited for long is stored in pieces, so that nobody else waits for all of it. */
const MOST_A_GROUP = 1000
const MOST_RESULTS = 100_000

/**
 * Stores what is added in groups, at most 250 ms apart. What could not be stored waits, within a bound, and is tried
 * again; past the bound the newest results are dropped, changes of verdict never.
 */
export function createGroupQueue(deps: GroupQueueDeps): GroupQueue {
  const { now, store, around = (_, attempt) => attempt(), onStored, onFailure, onDropped } = deps
  const waiting: Group[] = []
  let room = MOST_RESULTS
  let stuck = false
  let timer: NodeJS.Timeout | undefined

  const storeWaiting = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    // What is added meanwhile has a group of its own.
    for (let left = waiting.length; left > 0; left -= MOST_A_GROUP) {
      if (!(await storeFirst(Math.min(left, MOST_A_GROUP)))) return
      if (left > MOST_A_GROUP) await othersTurn()
    }
  }

  /** Stores so many of those that wait; says whether they could be. */
  const storeFirst = async (count: number): Promise<boolean> => {
    const group = joined(waiting.slice(0, count), now())
    try {
      await around(group, () => attempt(group))
    } catch {
      stuck = true
      flushIn(RETRY_MS)
      return false
    }
    waiting.splice(0, count)
    room += group.results.length
    stuck = false
    onStored(group)
    return true
  }

  /** Tells of a failure while that is still within what it is a part of. */
  const attempt = (group: Group): Promise<void> =>
    store(group).catch((error: unknown) => {
      onFailure(error)
      throw error
    })

  const flush = oneAfterAnother(() => storeWaiting().catch(onFailure))

  const flushIn = (ms: number): void => {
    timer ??= setTimeout(flush, ms)
  }

  return {
    add: ({ results, transitions }) => {
      const fits = results.length <= room
      if (!fits) onDropped(results.length)
      const kept = fits ? results : []
      if (kept.length === 0 && transitions.length === 0) return
      room -= kept.length
      waiting.push({ results: kept, transitions })
      flushIn(GROUP_MS)
    },
    flush,
    isStuck: () => stuck,
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Work of which at most one run is under way and one more to come, which all share who ask for it meanwhile. */
function oneAfterAnother(work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= running.then(() => {
      running = work()
      next = undefined
      return running
    })
    return next
  }
}

/** One group of many. A transition counts as recorded when it is committed: no page can have said it before. */
function joined(groups: readonly Group[], at: number): Group {
  return {
    results: groups.flatMap(({ results }) => results),
    transitions: groups
      .flatMap(({ transitions }) => transitions)
      .map((one) => ({ ...one, recordedAt: Math.max(one.recordedAt, at) })),
  }
}
