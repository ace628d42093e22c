import { writeOccurrence, writeOccurrences } from '#db/occurrence-changes.ts'
import { type HeldOccurrence, listComing } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import { writeSeries } from '#db/series.ts'
import type { MaintenanceSeries } from '#domain/maintenance.ts'
import { cancelOccurrence } from '#domain/occurrence-change.ts'
import { firstOccurrence } from '#domain/series.ts'
import { newId } from '../new-id.ts'
import { planMaintenance } from '../record/maintenance-plan.ts'
import type { Unit } from './change.ts'

/** Work that is to be planned. */
export interface Wanted {
  definition: Omit<MaintenanceSeries, 'id'>
  /** That it may begin sooner than its notice. */
  shortNotice: boolean
  /** The series of the configuration, which are planned along. */
  configured: readonly MaintenanceSeries[]
}

/**
 * Plans work, once or recurring; gives the first time that it takes place.
 *
 * @throws {ChangeRefused} when it begins too soon, or never
 */
export function schedule(unit: Unit, db: Database, wanted: Wanted): Promise<HeldOccurrence> {
  return wanted.definition.rrule === null ? scheduleOnce(unit, db, wanted) : scheduleSeries(unit, db, wanted)
}

/** Cancels what a series has planned and has not begun, whether or not a person has changed it by itself. */
export async function cancelComing({ tx, at }: Unit, db: Database, seriesId: string): Promise<void> {
  const coming = await listComing(db, { seriesId, after: at }, tx)
  const changes = coming.map((before) => ({ before, next: cancelOccurrence(before, at) }))
  await writeOccurrences(tx, db, changes, at)
}

async function scheduleOnce({ tx, at }: Unit, db: Database, wanted: Wanted): Promise<HeldOccurrence> {
  const id = newId('mnt')
  const series = { ...wanted.definition, id }
  const occurrence = {
    ...firstOccurrence(series, { seriesId: id, shortNotice: wanted.shortNotice }, at),
    id,
    seriesId: null,
  }
  await writeOccurrence(tx, db, { before: undefined, next: occurrence }, at)
  return { ...occurrence, revision: 1 }
}

async function scheduleSeries({ tx, at }: Unit, db: Database, wanted: Wanted): Promise<HeldOccurrence> {
  const id = newId('ser')
  const definition = { ...wanted.definition, id }
  const first = firstOccurrence(definition, { seriesId: id, shortNotice: wanted.shortNotice }, at)
  await writeSeries(tx, db, { definition, revision: 1, recordedAt: at, cancelledAt: null })
  await planMaintenance(tx, db, wanted.configured, at)
  return { ...first, revision: 1 }
}
