import { expect, test } from 'vitest'
import { killAgainAndAgain } from './kills.ts'

/** `npm run bench:kills` does it two hundred times. */
const KILLS = 20
/** Two seconds are asked of a quiet machine. */
const GENEROUS_MS = 5000

test('a server that is killed at any moment has on record all that it said it had taken, and answers soon', async () => {
  const { kills, acknowledged, lost, corrupt, answeredAfterMs } = await killAgainAndAgain(KILLS)
  expect({ kills, lost, corrupt }).toEqual({ kills: KILLS, lost: 0, corrupt: [] })
  expect(acknowledged).toBeGreaterThan(KILLS)
  expect(Math.max(...answeredAfterMs)).toBeLessThan(GENEROUS_MS)
}, 120_000)
