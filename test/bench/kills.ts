import { killAgainAndAgain } from '../e2e/kills.ts'
import { printLimit, quantile } from './limits.ts'

/** Kills the built server two hundred times under load: `npm run bench:kills -- 50` for fifty. */
const kills = Number(process.argv[2] ?? 200)
const { acknowledged, lost, corrupt, answeredAfterMs } = await killAgainAndAgain(kills)
printLimit({ what: 'killed under load, times', value: kills, unit: '' })
printLimit({ what: 'reports taken', value: acknowledged, unit: '' })
printLimit({ what: 'of these lost', value: lost, unit: '', most: 0 })
printLimit({ what: 'faults that PRAGMA integrity_check found', value: corrupt.length, unit: '', most: 0 })
printLimit({ what: 'from the start to the first answer, median', value: quantile(answeredAfterMs, 0.5), unit: 'ms' })
printLimit({ what: 'the same, at most', value: quantile(answeredAfterMs, 1), unit: 'ms', most: 2000 })
