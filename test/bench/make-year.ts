import { openDatabase } from '#db/open.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import { beginPast, writeResults, writeRollups, writeTransitions } from './year.ts'

/**
 * Writes a year of so many components that are asked every 30 s, the last seven days of it as results: in a process of
 * its own, so that the memory it takes is not taken for the service's. Arguments: url, components, the instant it ends.
 */
const [url = '', components = '', end = ''] = process.argv.slice(2)
const DAY_MS = 24 * HOUR_MS
const to = Number(end)
const year = to - 365 * DAY_MS
const raw = hourOf(to) - 7 * DAY_MS

const from = performance.now()
const db = await openDatabase(url, 'db/migrations')
const past = await beginPast(db, Number(components))
const counts = [
  await writeTransitions(past, { from: year, to }),
  await writeRollups(past, { from: hourOf(year), to: raw }),
  await writeResults(past, { from: raw, to: hourOf(to) }),
].map((count) => count.toLocaleString('en'))
await db.close()
const seconds = ((performance.now() - from) / 1000).toFixed(0)
console.log(`made ${counts[0]} transitions, ${counts[1]} roll-ups and ${counts[2]} results in ${seconds} s`)
