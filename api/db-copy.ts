import { isDeepStrictEqual } from 'node:util'
import { copyRows, countRows, type RowCounts, type TableName } from '#db/copy.ts'
import { type ComponentFigures, listFigures } from '#db/figures.ts'
import type { Database } from '#db/open.ts'

/** What was copied, as it was found again in the copy. */
export interface Copied {
  counts: RowCounts
  figures: readonly ComponentFigures[]
}

/** A copy that cannot be made, or is not like what it was made of; the message says why. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
}

/** How far a copy is: of the table that it is at, and of all rows. */
export interface Progress {
  table: TableName
  done: number
  of: number
}

/**
 * Copies a record into an empty database, and holds the copy against it: the rows of every table, and the uptime of
 * every component.
 *
 * @throws {CopyRefused} when the target is not empty, or the copy differs
 */
export async function copyRecord(from: Database, to: Database, onProgress: (at: Progress) => void): Promise<Copied> {
  const full = [...(await countRows(to))].find(([, rows]) => rows > 0)
  if (full) throw new CopyRefused(`The target is not empty: there are rows in ${full[0]}. Nothing was copied.`)
  const counts = await countRows(from)
  const of = [...counts.values()].reduce((sum, rows) => sum + rows, 0)
  let done = 0
  await copyRows(from, to, (table, rows) => {
    done += rows
    onProgress({ table, done, of })
  })
  const copied = { counts, figures: await listFigures(from) }
  await requireSameRecord(copied, to)
  return copied
}

/** What a copy of a record is held against. */
export async function measureRecord(db: Database): Promise<Copied> {
  return { counts: await countRows(db), figures: await listFigures(db) }
}

/** @throws {CopyRefused} when a copy has not the same rows in every table, or gives another uptime of a component */
export async function requireSameRecord(wanted: Copied, copy: Database): Promise<void> {
  requireSameCounts(wanted.counts, await countRows(copy))
  requireSameFigures(wanted.figures, await listFigures(copy))
}

function requireSameCounts(wanted: RowCounts, found: RowCounts): void {
  const wrong = [...wanted].filter(([table, rows]) => found.get(table) !== rows)
  if (wrong.length === 0) return
  const told = wrong.map(([table, rows]) => `${table} has ${found.get(table)} rows and not ${rows}`)
  throw new CopyRefused(`The copy is not to be used: ${told.join(', ')}.`)
}

function requireSameFigures(wanted: readonly ComponentFigures[], found: readonly ComponentFigures[]): void {
  const wrong = wanted.filter((one, n) => !isDeepStrictEqual(one, found[n]))
  if (wrong.length === 0) return
  const told = wrong.map(({ component }) => component).join(', ')
  throw new CopyRefused(`The copy is not to be used: the uptime of ${told} differs.`)
}
