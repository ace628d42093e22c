import { expect, onTestFinished, test } from 'vitest'
import { createTimetable } from '../../api/timetable.ts'

const HOUR_MS = 3_600_000

test.each([
  ['set back is followed', -HOUR_MS, true],
  ['set forward is followed', HOUR_MS, true],
  ['that drifts by a second is left alone', 1000, false],
])('a wall clock %s', (_, stepMs, followed) => {
  const clock = { wall: 10 * HOUR_MS, monotonic: 0 }
  const timetable = createTimetable([['0 0 * * * *', async () => undefined]], {
    wall: () => clock.wall,
    monotonic: () => clock.monotonic,
  })
  onTestFinished(() => void timetable.end())
  expect(timetable.follow()).toBe(false)
  clock.wall += HOUR_MS + stepMs
  clock.monotonic += HOUR_MS
  expect(timetable.follow()).toBe(followed)
  expect(timetable.follow()).toBe(false)
})
