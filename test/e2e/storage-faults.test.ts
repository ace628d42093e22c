import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import BetterSqlite3 from 'better-sqlite3'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { startPostgres } from '../postgres.ts'
import { eventually, statusOf, type Watched, watchSimulator } from './service.ts'

/** Longer than a write waits, so that what waits has been tried in vain. */
const FAULT_MS = 7000
/** The checks ask every second: a longer gap between results would be a lost one. */
const LONGEST_GAP_MS = 4000

const isReady = async ({ service }: Watched): Promise<boolean> => (await fetch(`${service.url}/readyz`)).ok
const droppedBy = async ({ service }: Watched): Promise<string | undefined> =>
  /^status_results_dropped_total (\d+)/m.exec(await (await fetch(`${service.url}/metrics`)).text())?.[1]

/** The server over a database that breaks and is mended again, seen from outside and then in its record. */
async function outlives(watched: Watched, fault: { begin(): Promise<void>; end(): Promise<void> }): Promise<void> {
  await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
  await eventually(() => isReady(watched))
  await fault.begin()
  const until = performance.now() + FAULT_MS
  while (performance.now() < until) {
    expect(await statusOf(watched.service, 'api')).toBe('operational')
    await sleep(200)
  }
  await eventually(async () => !(await isReady(watched)))
  await fault.end()
  await eventually(() => isReady(watched))
  expect(await droppedBy(watched)).toBe('0')
  await sleep(1500)
  const { code } = await watched.service.stop()
  expect(code).toBe(0)
  expect(await longestGapMs(watched.variables['DATABASE_URL'] ?? '')).toBeLessThan(LONGEST_GAP_MS)
}

/** The longest time that one check had no result, as the record has it. */
async function longestGapMs(url: string): Promise<number> {
  const db = await openDatabase(url, 'db/migrations')
  const { results } = db.tables
  const rows = await db.orm.select({ at: results.at, check: results.checkKey }).from(results).orderBy(results.at)
  await db.close()
  const ofFirst = rows.filter(({ check }) => check === rows[0]?.check)
  return Math.max(...ofFirst.map(({ at }, n) => at - (ofFirst[n - 1]?.at ?? at)))
}

describe('the server', () => {
  test('outlives a lock that another process holds on its file: nothing is lost, readers notice nothing', async () => {
    await using watched = await watchSimulator()
    const other = new BetterSqlite3((watched.variables['DATABASE_URL'] ?? '').replace('file:', ''))
    onTestFinished(() => void other.close())
    await outlives(watched, {
      begin: async () => void other.exec('BEGIN IMMEDIATE'),
      end: async () => void other.exec('COMMIT'),
    })
  })

  test('outlives a disk that takes no more, and goes on when there is room again', async () => {
    await using watched = await watchSimulator()
    const limitFiles = async (most: string) => {
      await promisify(execFile)('prlimit', ['--pid', `${watched.service.child.pid}`, `--fsize=${most}:unlimited`])
    }
    await outlives(watched, { begin: () => limitFiles('1'), end: () => limitFiles('unlimited') })
  })

  test('outlives the end of its PostgreSQL server, and goes on when that is started again', async () => {
    await using postgres = await startPostgres()
    const client = new Client({ connectionString: postgres.url('postgres') })
    await client.connect()
    await client.query('CREATE DATABASE status')
    await client.end()
    await using watched = await watchSimulator({ DATABASE_URL: postgres.url('status') })
    await outlives(watched, { begin: () => postgres.stop('SIGINT'), end: () => postgres.start() })
  })
})
