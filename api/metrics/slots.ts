import type { Check } from '#domain/check.ts'
import { ENDINGS, type Ending, endingOf } from '#domain/slot.ts'
import type { Audience, Family } from './exposition.ts'
import { isShown, type Watched } from './watched.ts'

/** What became of a check's slots since this process was started. */
interface Tally extends Watched {
  slots: Record<Ending, number>
  /** Faults of our own in asking. */
  faults: number
}

export interface SlotMetrics {
  families: readonly Family[]
  /** Keeps what was counted of the checks that stay. */
  configure(checks: readonly Watched[]): void
  /** A slot was begun, so many ms after it was due. */
  onSlot(check: Check, lateMs: number): void
  /** So many slots were not asked. */
  onMissed(check: Check, count: number): void
  /** A fault of our own in asking. */
  onFault(check: Check): void
}

/** Counts what becomes of each check's slots. */
export function slotMetrics(): SlotMetrics {
  let tallies: ReadonlyMap<string, Tally> = new Map()
  const count = (ofCheck: Check, add: (tally: Tally) => void): void => {
    const tally = tallies.get(ofCheck.id)
    if (tally) add(tally)
  }
  const all = (audience: Audience) => [...tallies.values()].filter((tally) => isShown(tally, audience))
  return {
    families: [
      slotFamily(all),
      countFamily(MISSED, all, ({ slots }) => slots.missed),
      countFamily(FAULTS, all, ({ faults }) => faults),
    ],
    configure: (checks) => {
      tallies = new Map(checks.map((one) => [one.check.id, { ...(tallies.get(one.check.id) ?? nothing()), ...one }]))
    },
    onSlot: (check, lateMs) => count(check, ({ slots }) => slots[endingOf(lateMs)]++),
    onMissed: (check, missed) => count(check, ({ slots }) => (slots.missed += missed)),
    onFault: (check) => count(check, (tally) => tally.faults++),
  }
}

const MISSED = { name: 'status_check_missed_total', help: 'Slots at which a check was not asked' }
const FAULTS = { name: 'status_check_faults_total', help: 'Faults of our own in asking; the outcome is then unknown' }

function nothing(): Omit<Tally, keyof Watched> {
  return { slots: { done: 0, late: 0, missed: 0 }, faults: 0 }
}

function slotFamily(all: (audience: Audience) => readonly Tally[]): Family {
  return {
    name: 'status_check_slots_total',
    help: 'Times at which a check was due, by how they ended: done, late (by more than a second) or missed',
    type: 'counter',
    collect: (add, audience) => {
      for (const { shortLabels, slots } of all(audience)) {
        for (const ending of ENDINGS) add(`${shortLabels},ending="${ending}"`, slots[ending])
      }
    },
  }
}

function countFamily(
  names: Pick<Family, 'name' | 'help'>,
  all: (audience: Audience) => readonly Tally[],
  read: (tally: Tally) => number,
): Family {
  return {
    ...names,
    type: 'counter',
    collect: (add, audience) => {
      for (const tally of all(audience)) add(tally.shortLabels, read(tally))
    },
  }
}
