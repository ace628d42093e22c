import { describe, expect, test } from 'vitest'
import { insertRunMark, listRunMarks, updateRunMark } from '#db/run-marks.ts'
import { DIALECTS } from './open-test-database.ts'

describe.each(DIALECTS)('run marks on %s', (_dialect, open) => {
  test('a run that has just begun was alive when it began', async () => {
    const db = await open()
    await insertRunMark(db, 10)
    expect(await listRunMarks(db, 9)).toEqual([{ startedAt: 10, lastAliveAt: 10, stoppedAt: null }])
  })

  test('a run says that it lives, and that it stops; newest first, at most as many as asked for', async () => {
    const db = await open()
    const cutOff = await insertRunMark(db, 10)
    await updateRunMark(db, cutOff, { at: 15, stopped: false })
    const ended = await insertRunMark(db, 20)
    await updateRunMark(db, ended, { at: 28, stopped: true })
    await insertRunMark(db, 30)
    const all = [
      { startedAt: 30, lastAliveAt: 30, stoppedAt: null },
      { startedAt: 20, lastAliveAt: 28, stoppedAt: 28 },
      { startedAt: 10, lastAliveAt: 15, stoppedAt: null },
    ]
    expect(await listRunMarks(db, 9)).toEqual(all)
    expect(await listRunMarks(db, 2)).toEqual(all.slice(0, 2))
  })
})
