import { describe, expect, test } from 'vitest'
import { countRows } from '#db/copy.ts'
import { listFigures } from '#db/figures.ts'
import type { Database } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertRunMark } from '#db/run-marks.ts'
import { copyRecord, type Progress } from '../../api/db-copy.ts'
import { DIALECTS } from '../db/open-test-database.ts'
import { componentOf } from '../facts.ts'
import { API, AT, allRows, fill, HOUR, RESULTS } from './filled-record.ts'

const WAYS = DIALECTS.flatMap(([from, openFrom]) => DIALECTS.map(([to, openTo]) => ({ from, to, openFrom, openTo })))

describe.each(WAYS)('a copy from $from to $to', ({ openFrom, openTo }) => {
  test('has every row as it was, and says how each component did', async () => {
    const [from, to] = [await openFrom(), await openTo()]
    await fill(from)
    const seen: Progress[] = []
    const { counts, figures } = await copyRecord(from, to, (at) => void seen.push(at))
    expect(await allRows(to)).toEqual(await allRows(from))
    expect(counts.get('results')).toBe(RESULTS + 1)
    expect(figures.map(({ component }) => component)).toEqual(['api', 'gone'])
    // Of six hours one was up, two down and two in maintenance of the four between; the last hour was up again.
    expect(figures[0]?.uptime.ms).toMatchObject({
      operational: 2 * HOUR,
      major_outage: 2 * HOUR,
      under_maintenance: 2 * HOUR,
      unknown: 0,
    })
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.of)
  })

  test('gives keys that follow those that it has', async () => {
    const [from, to] = [await openFrom(), await openTo()]
    await fill(from)
    await copyRecord(from, to, () => undefined)
    const { checks } = await syncRegistry(to, [API, componentOf('new')], AT)
    expect(checks.get('new-check')).toBeGreaterThan(checks.get('gone-check') ?? 0)
  })

  test('is refused into a database that has a row', async () => {
    const [from, to] = [await openFrom(), await openTo()]
    await fill(from)
    await insertRunMark(to, AT)
    const before = await countRows(to)
    const copying = copyRecord(from, to, () => undefined)
    await expect(copying).rejects.toThrow('The target is not empty: there are rows in runMarks. Nothing was copied.')
    expect(await countRows(to)).toEqual(before)
  })

  test('that fails half way leaves nothing', async () => {
    const [from, to] = [await openFrom(), await openTo()]
    await fill(from)
    const copying = copyRecord(from, to, ({ table }) => {
      if (table === 'results') throw new Error('enough')
    })
    await expect(copying).rejects.toThrow('enough')
    expect([...(await countRows(to)).values()].every((rows) => rows === 0)).toBe(true)
  })
})

describe.each(DIALECTS)('a copy that differs, on %s', (_dialect, open) => {
  /** What another process does to the copy as soon as it is there. */
  const meddledWith = (to: Database, meddle: () => Promise<void>): Database => ({
    ...to,
    write: async (work) => {
      const value = await to.write(work)
      await meddle()
      return value
    },
  })

  test('by a row is not to be used, and the table is named', async () => {
    const [from, to] = [await open(), await open()]
    await fill(from)
    const spoilt = meddledWith(to, () => to.write(async (tx) => void (await tx.delete(to.tables.tokens))))
    await expect(copyRecord(from, spoilt, () => undefined)).rejects.toThrow(
      'The copy is not to be used: tokens has 0 rows and not 1.',
    )
  })

  test('by a verdict is not to be used, and the component is named', async () => {
    const [from, to] = [await open(), await open()]
    await fill(from)
    const set = { verdict: 'up' }
    const { verdictTransitions } = to.tables
    const spoilt = meddledWith(to, () => to.write(async (tx) => void (await tx.update(verdictTransitions).set(set))))
    await expect(copyRecord(from, spoilt, () => undefined)).rejects.toThrow(
      'The copy is not to be used: the uptime of api differs.',
    )
    expect(await listFigures(from)).not.toEqual(await listFigures(to))
  })
})
