import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'

export interface MaintenanceGroups {
  /** In progress, the first to end first. */
  present: readonly PublicOccurrence[]
  /** To come, soonest first. */
  coming: readonly PublicOccurrence[]
  /** How many more are to come than are told of. */
  more: number
  /** Over or called off, newest first. */
  past: readonly PublicOccurrence[]
}

const MOST_COMING = 24

/** The maintenance that a view knows of, by when it is. What is cancelled stays where it was planned. */
export function maintenanceGroups({ at, occurrences }: Pick<PublicView, 'at' | 'occurrences'>): MaintenanceGroups {
  const present = occurrences.filter(({ state }) => state === 'in_progress')
  const past = occurrences.filter(({ endsAt }) => endsAt <= at)
  const coming = occurrences.filter((one) => !present.includes(one) && !past.includes(one))
  return {
    present: present.toSorted((one, other) => one.endsAt - other.endsAt),
    coming: coming.slice(0, MOST_COMING),
    more: Math.max(0, coming.length - MOST_COMING),
    past: past.toReversed(),
  }
}
