import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Database, openDatabase } from '#db/open.ts'
import { insertResults } from '#db/results.ts'
import { listBackups } from '../../api/backups/backup-folder.ts'
import { takeInProcess } from '../../api/backups/backup-process.ts'
import { restoreBackup, verifyBackup } from '../../api/backups/restore-backup.ts'
import { resultOf } from '../facts.ts'
import { startPostgres } from '../postgres.ts'
import { printLimit, quantile } from './limits.ts'
import { beginPast, type Past } from './year.ts'

/**
 * Backs up a record of a year while 500 results a second are written, as the server does, then verifies and restores it:
 * `npm run bench:backup`.
 */
const NOW = Date.parse('2026-11-23T15:22:05Z')
const COMPONENTS = { sqlite: 100, postgres: 20 }
const A_GROUP = 100
const GROUP_EVERY_MS = 200
/** What writing takes with nothing beside it is measured for as long. */
const ALONE_MS = 20_000
const BACKUPS = 5
const LONGEST_WAIT_MS = 100
const MB = 1024 ** 2

const folder = mkdtempSync(join(tmpdir(), 'status-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const migrations = 'db/migrations'

/** Writes a group at each fifth of a second until the work is done; gives how long each took from when it was due, in ms. */
async function writeBeside(
  { db, registry, checkIds }: Past,
  startAt: number,
  work: Promise<unknown>,
): Promise<number[]> {
  const waits: number[] = []
  let isOver = false
  const ended = work.finally(() => {
    isOver = true
  })
  for (let due = performance.now(), n = 0; !isOver; due += GROUP_EVERY_MS, n++) {
    await sleep(Math.max(1, due - performance.now()))
    const at = startAt + n * GROUP_EVERY_MS
    const results = Array.from({ length: A_GROUP }, (_, one) =>
      resultOf(checkIds[one % checkIds.length] ?? '', at + Math.floor(one / checkIds.length)),
    )
    await db.write((tx) => insertResults(tx, db, registry, results))
    waits.push(performance.now() - due)
  }
  await ended
  return waits
}

async function fill(url: string, components: number): Promise<{ db: Database; past: Past }> {
  const made = fork(join(import.meta.dirname, 'make-year.ts'), [url, `${components}`, `${NOW}`])
  const [code] = await once(made, 'exit')
  if (code !== 0) throw new Error('The year could not be made')
  const db = await openDatabase(url, migrations)
  return { db, past: await beginPast(db, components) }
}

function printWaits(what: string, waits: readonly number[], limit: { most?: number } = {}): void {
  printLimit({ what: `${what}: a group of 100 waits, median`, value: quantile(waits, 0.5), unit: 'ms' })
  printLimit({ what: `${what}: at most`, value: Math.max(...waits), unit: 'ms', ...limit })
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const from = performance.now()
  const value = await work()
  return { seconds: (performance.now() - from) / 1000, value }
}

async function takeSeveral(): Promise<void> {
  for (let n = 0; n < BACKUPS; n++) await takeInProcess('dist/cli/backup.js', new AbortController().signal)
}

async function bench(engine: string, url: string, components: number): Promise<void> {
  const { db, past } = await fill(url, components)
  const backups = join(folder, `${engine}-backups`)
  mkdirSync(backups)
  Object.assign(process.env, { DATABASE_URL: url, BACKUP_DIR: backups })
  printWaits(`${engine}, alone`, await writeBeside(past, NOW, sleep(ALONE_MS)))
  const rows = await db.orm.$count(db.tables.results)
  const taking = timed(() => takeSeveral())
  const waits = await writeBeside(past, NOW + 3_600_000, taking)
  printWaits(`${engine}, beside ${BACKUPS} backups`, waits, { most: LONGEST_WAIT_MS })
  await db.close()
  const [backup] = await listBackups({ folder: backups, database: 'status' })
  if (!backup) throw new Error('There is no backup')
  const file = join(backups, backup.name)
  printLimit({ what: `${engine}: results before it began`, value: rows, unit: '' })
  printLimit({ what: `${engine}: a backup taken and checked in`, value: (await taking).seconds / BACKUPS, unit: 's' })
  printLimit({ what: `${engine}: size of the backup`, value: backup.bytes / MB, unit: 'MB' })
  const verified = await timed(() => verifyBackup(file, migrations))
  printLimit({ what: `${engine}: verified in`, value: verified.seconds, unit: 's' })
  const missing = Math.max(0, rows - (verified.value.counts.get('results') ?? 0))
  printLimit({ what: `${engine}: results missing in it`, value: missing, unit: '', most: 0 })
  const to = join(folder, `${engine}-restored.db`)
  const onProgress = () => undefined
  const restored = await timed(() => restoreBackup(file, { to: `file:${to}`, migrations, onProgress }))
  printLimit({ what: `${engine}: restored into a SQLite file in`, value: restored.seconds, unit: 's' })
  printLimit({ what: `${engine}: size of that file`, value: statSync(to).size / MB, unit: 'MB' })
}

await bench('SQLite', `file:${join(folder, 'status.db')}`, COMPONENTS.sqlite)
{
  await using postgres = await startPostgres()
  const client = new Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE status')
  await client.end()
  await bench('PostgreSQL', postgres.url('status'), COMPONENTS.postgres)
}
