import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Client } from 'pg'
import { type Database, openDatabase } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults, type StoredResult } from '#db/results.ts'
import { checkOf, componentOf } from '../facts.ts'
import { startPostgres } from '../postgres.ts'
import { printLimit, quantile } from './limits.ts'

/**
 * Stores results as the service does, beside the bare driver that stores the same rows in the same run, both with every
 * group on disk before the next: `npm run bench:storage`.
 */
const CHECKS = 100
const A_GROUP = 100
const GROUPS = { sqlite: 3000, postgres: 1000 }
const RUNS = 5
const NOW = Date.parse('2026-11-23T15:00:00Z')

const folder = mkdtempSync(join(tmpdir(), 'status-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const names = Array.from({ length: CHECKS }, (_, n) => `check-${n}`)
const API = componentOf('api', { checks: names.map((id) => checkOf(id)) })

/** A round of all checks: all is well, and each answers in its own time. */
function roundAt(round: number): StoredResult[] {
  const said = { region: 'local', outcome: 'up', reasonCode: null, detail: null } as const
  return names.map((checkId, n) => {
    const at = NOW + round * 1000 + Math.floor((n * 1000) / CHECKS)
    return { checkId, at, durationMs: 60 + (((round * CHECKS + n) * 7919) % 400), ...said }
  })
}

type Row = [number, number, number, number, number, null, null]

const rowOf = ({ checkId, at, durationMs }: StoredResult, { checks, regions }: Registry): Row =>
  [...[at, checks.get(checkId) ?? 0, regions.get('local') ?? 0, 0, durationMs], ...[null, null]] as Row

/** Rows a second. */
async function rate(rounds: readonly StoredResult[][], store: (round: StoredResult[]) => unknown): Promise<number> {
  const from = performance.now()
  for (const round of rounds) await store(round)
  return (rounds.length * A_GROUP * 1000) / (performance.now() - from)
}

const ours = (db: Database, registry: Registry) => (round: StoredResult[]) =>
  db.write((tx) => insertResults(tx, db, registry, round))

/** Who runs first in turn is the other one each time, and each run has rows of its own. */
async function compare(
  groups: number,
  mine: (round: StoredResult[]) => unknown,
  bare: (round: StoredResult[]) => unknown,
): Promise<{ ours: number; bare: number; ratio: number }> {
  const rates: { ours: number; bare: number }[] = []
  for (let run = 0; run < RUNS; run++) {
    const rounds = Array.from({ length: groups }, (_, n) => roundAt(run * groups + n))
    const [first, second] = run % 2 === 0 ? [bare, mine] : [mine, bare]
    const [one, other] = [await rate(rounds, first), await rate(rounds, second)]
    rates.push(run % 2 === 0 ? { bare: one, ours: other } : { ours: one, bare: other })
  }
  const median = (values: readonly number[]) => quantile(values, 0.5)
  return {
    ours: median(rates.map((one) => one.ours)),
    bare: median(rates.map((one) => one.bare)),
    ratio: median(rates.map((one) => one.ours / one.bare)),
  }
}

function print(engine: string, driver: string, { ours, bare, ratio }: Awaited<ReturnType<typeof compare>>): void {
  printLimit({ what: `${engine}: results stored, 100 a group`, value: ours, unit: 'rows/s' })
  printLimit({ what: `${engine}: the same rows by bare ${driver}`, value: bare, unit: 'rows/s' })
  printLimit({ what: `${engine}: the one to the other, median of ${RUNS}`, value: ratio, unit: '', least: 0.7 })
}

const KEYED = `
  at integer NOT NULL, check_key integer NOT NULL, region_key integer NOT NULL, outcome integer NOT NULL,
  duration_ms integer NOT NULL, reason_code text, detail text, PRIMARY KEY (at, check_key, region_key)`

function openBareSqlite(file: string): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.exec(`CREATE TABLE results (${KEYED}) WITHOUT ROWID`)
  return connection
}

async function benchSqlite(): Promise<void> {
  const file = join(folder, 'ours.db')
  const db = await openDatabase(`file:${file}`, 'db/migrations')
  const registry = await syncRegistry(db, [API], 1)
  const connection = openBareSqlite(join(folder, 'bare.db'))
  const insert = connection.prepare('INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?)')
  const bare = connection.transaction((round: StoredResult[]) => {
    for (const result of round) insert.run(rowOf(result, registry))
  })
  print('SQLite', 'better-sqlite3', await compare(GROUPS.sqlite, ours(db, registry), bare))
  connection.close()
  await db.close()
  const rows = RUNS * GROUPS.sqlite * A_GROUP
  printLimit({ what: 'SQLite: bytes a result, all well', value: statSync(file).size / rows, unit: '', most: 25 })
}

async function benchPostgres(): Promise<void> {
  await using postgres = await startPostgres()
  const client = new Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  for (const name of ['ours', 'bare']) await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const db = await openDatabase(postgres.url('ours'), 'db/migrations')
  const registry = await syncRegistry(db, [API], 1)
  const other = new Client({ connectionString: postgres.url('bare') })
  await other.connect()
  await other.query(`CREATE TABLE results (${KEYED.replace('at integer', 'at bigint')})`)
  print('PostgreSQL', 'pg', await compare(GROUPS.postgres, ours(db, registry), barePostgres(other, registry)))
  const { rows } = await other.query("SELECT pg_total_relation_size('results') AS bytes")
  await other.end()
  await db.close()
  const bytes = Number(rows[0]?.bytes) / (RUNS * GROUPS.postgres * A_GROUP)
  printLimit({ what: 'PostgreSQL: bytes a result, with its key', value: bytes, unit: '' })
}

/** As its manual would have one store a group: one prepared statement that takes an array a column. */
function barePostgres(client: Client, registry: Registry) {
  const types = ['bigint', 'int', 'int', 'int', 'int', 'text', 'text'].map((type, n) => `$${n + 1}::${type}[]`)
  const text = `INSERT INTO results SELECT * FROM unnest(${types.join(', ')})`
  return async (round: StoredResult[]) => {
    const rows = round.map((result) => rowOf(result, registry))
    await client.query('BEGIN')
    await client.query({ name: 'insert', text, values: types.map((_, column) => rows.map((row) => row[column])) })
    await client.query('COMMIT')
  }
}

await benchSqlite()
await benchPostgres()
