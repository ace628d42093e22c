import { Counter, type Registry } from 'prom-client'
import type { Check } from '#domain/check.ts'
import { ENDINGS, type Ending, endingOf } from '#domain/slot.ts'

/** What became of a public check's slots since this process was started. */
interface Tally {
  check: Check
  slots: Record<Ending, number>
  /** Faults of our own in asking. */
  faults: number
}

export interface SlotMetrics {
  /** Keeps what was counted of the checks that stay. */
  configure(checks: readonly Check[]): void
  /** A slot was begun, so many ms after it was due. */
  onSlot(check: Check, lateMs: number): void
  /** So many slots were not asked. */
  onMissed(check: Check, count: number): void
  /** A fault of our own in asking. */
  onFault(check: Check): void
}

/** Counts what becomes of each check's slots. */
export function slotMetrics(registers: Registry[]): SlotMetrics {
  let tallies: ReadonlyMap<string, Tally> = new Map()
  const count = (ofCheck: Check, add: (tally: Tally) => void): void => {
    const tally = tallies.get(ofCheck.id)
    if (tally) add(tally)
  }
  registerSlots(registers, () => tallies.values())
  registerCount(
    registers,
    MISSED,
    () => tallies.values(),
    ({ slots }) => slots.missed,
  )
  registerCount(
    registers,
    FAULTS,
    () => tallies.values(),
    ({ faults }) => faults,
  )
  return {
    configure: (checks) => {
      tallies = new Map(checks.map((check) => [check.id, { ...(tallies.get(check.id) ?? nothingOf(check)), check }]))
    },
    onSlot: (check, lateMs) => count(check, ({ slots }) => slots[endingOf(lateMs)]++),
    onMissed: (check, missed) => count(check, ({ slots }) => (slots.missed += missed)),
    onFault: (check) => count(check, (tally) => tally.faults++),
  }
}

const MISSED = { name: 'status_check_missed_total', help: 'Slots at which a check was not asked' }
const FAULTS = { name: 'status_check_faults_total', help: 'Faults of our own in asking; the outcome is then unknown' }

function nothingOf(check: Check): Tally {
  return { check, slots: { done: 0, late: 0, missed: 0 }, faults: 0 }
}

function registerSlots(registers: Registry[], all: () => Iterable<Tally>): void {
  new Counter({
    name: 'status_check_slots_total',
    help: 'Times at which a check was due, by how they ended: done, late (by more than a second) or missed',
    labelNames: ['check', 'region', 'ending'],
    registers,
    collect() {
      this.reset()
      for (const { check, slots } of all()) {
        for (const ending of ENDINGS) this.inc({ check: check.id, region: check.region, ending }, slots[ending])
      }
    },
  })
}

function registerCount(
  registers: Registry[],
  names: { name: string; help: string },
  all: () => Iterable<Tally>,
  read: (tally: Tally) => number,
): void {
  new Counter({
    ...names,
    labelNames: ['check', 'region'],
    registers,
    collect() {
      this.reset()
      for (const tally of all()) this.inc({ check: tally.check.id, region: tally.check.region }, read(tally))
    },
  })
}
