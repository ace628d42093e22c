import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { listLatencies } from '#db/latencies.ts'
import { type Database, openDatabase } from '#db/open.ts'
import { deleteOldResults, deleteOldRollups } from '#db/retention.ts'
import { rollUpHours } from '#db/rollups.ts'
import { latencyBuckets, latencySpans } from '#domain/latency.ts'
import { toPublicView } from '#domain/public-view.ts'
import { HOUR_MS, hourOf, ROLLUPS_KEPT_MS } from '#domain/rollup.ts'
import { openRecord } from '../../api/record/record.ts'
import { createReduction } from '../../api/record/reduction.ts'
import { evidenceOf, transitionOf } from '../facts.ts'
import { printLimit, quantile } from './limits.ts'
import { watchWriter } from './waits.ts'
import { beginPast, configurationOfSize, type Past, writeResults, writeRollups, writeTransitions } from './year.ts'

/**
 * Reads a page of 100 components from a record of a year, reduces that record beside a writer, and lets a small one
 * grow for ten years: `npm run bench:storage-reads`.
 */
const NOW = Date.parse('2026-11-23T15:22:05Z')
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS
const COMPONENTS = 100
const RUNS = 300
/** What is compiled at the first use is no read's doing. */
const WARM_UP = 30
const KB = 1024
const MB = KB * KB

const folder = mkdtempSync(join(tmpdir(), 'status-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const fileOf = (name: string) => join(folder, `${name}.db`)
const open = (name: string) => openDatabase(`file:${fileOf(name)}`, 'db/migrations')

/** How many bytes a database takes, and how many of them hold something. */
function sizeOf(name: string): { file: number; used: number } {
  const connection = new BetterSqlite3(fileOf(name), { readonly: true })
  const [pages, free, bytes] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
    Number(connection.pragma(name, { simple: true })),
  ) as [number, number, number]
  connection.close()
  return { file: pages * bytes, used: (pages - free) * bytes }
}

/** A year of a hundred components, and the past that it can be continued by. */
async function openYear(): Promise<{ db: Database; past: Past }> {
  const made = fork(join(import.meta.dirname, 'make-year.ts'), [`file:${fileOf('year')}`, `${COMPONENTS}`, `${NOW}`])
  const [code] = await once(made, 'exit')
  if (code !== 0) throw new Error('The year could not be made')
  const db = await open('year')
  return { db, past: await beginPast(db, COMPONENTS) }
}

async function timesOf(
  work: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => {},
): Promise<number[]> {
  const times: number[] = []
  for (let run = -WARM_UP; run < RUNS; run++) {
    await before()
    const from = performance.now()
    await work()
    if (run >= 0) times.push(performance.now() - from)
  }
  return times
}

function printTimes(what: string, times: readonly number[], limits?: { median: number; p99: number }): void {
  const [median, p99] = limits ? [{ most: limits.median }, { most: limits.p99 }] : [{}, {}]
  printLimit({ what: `${what}, median`, value: quantile(times, 0.5), unit: 'ms', ...median })
  printLimit({ what: `${what}, p99`, value: quantile(times, 0.99), unit: 'ms', ...p99 })
}

/** The facts of a page read and computed: as the service does, after a change, and with nothing remembered from before. */
async function readPage(db: Database, { checkIds }: Past): Promise<void> {
  const configuration = configurationOfSize(COMPONENTS)
  const open = () => openRecord(db, configuration, { publicUrl: '', at: NOW })
  let record = await open()
  const evidence = checkIds.map((id) => evidenceOf(id, NOW - 1000))
  const page = async () => toPublicView(await record.facts(evidence, NOW), NOW)
  const change = () => record.store({ results: [], transitions: [transitionOf('check-7', NOW - 1000)] })
  const forget = async () => {
    record = await open()
  }
  printTimes('a page of 100 components and 90 days', await timesOf(page), { median: 10, p99: 25 })
  printTimes('the same when a transition was just added', await timesOf(page, change), { median: 10, p99: 25 })
  printTimes('the same with nothing remembered', await timesOf(page, forget))
}

/** The latencies of one component in 90 days, merged from its hours. */
async function readLatency(db: Database): Promise<void> {
  const spans = latencySpans('90d', NOW, 'America/New_York')
  const query = { checkIds: ['check-7'], from: spans[0]?.from ?? NOW, to: NOW }
  printTimes(
    'the latencies of 90 days',
    await timesOf(async () => latencyBuckets(spans, await listLatencies(db, query))),
  )
}

/** Reduces the record as of an instant while a writer commits, and tells how long that was held up at most. */
async function reduceBeside(db: Database, past: Past, what: string, at: number): Promise<void> {
  // The statements of thousands of reads without a pause are let go at once when there is one.
  await sleep(1000)
  const watched = watchWriter(past, NOW + YEAR_MS * 20)
  const from = performance.now()
  await createReduction({ db, now: () => at, keepResultsMs: () => 7 * DAY_MS }).run()
  const seconds = (performance.now() - from) / 1000
  const { waits, lateness } = await watched()
  printLimit({ what: `${what}: how long that took`, value: seconds, unit: 's' })
  printLimit({
    what: `${what}: a group of 100 committed after, at most`,
    value: Math.max(...waits),
    unit: 'ms',
    most: 50,
  })
  printLimit({ what: `${what}: the same, median of ${waits.length}`, value: quantile(waits, 0.5), unit: 'ms' })
  printLimit({ what: `${what}: a timer late by, at most`, value: Math.max(...lateness), unit: 'ms', most: 50 })
}

/** What is left of one check's day when its results are gone. */
async function weighDay(): Promise<void> {
  const checks = 20
  const db = await open('day')
  const past = await beginPast(db, checks)
  const before = sizeOf('day').used
  const days = 7
  await writeResults(past, { from: hourOf(NOW) - days * DAY_MS, to: hourOf(NOW) })
  const raw = sizeOf('day').used - before
  await rollUpHours(db, { until: NOW })
  const rolledUp = sizeOf('day').used - before - raw
  await db.close()
  printLimit({ what: 'bytes a result', value: raw / (checks * days * 2880), unit: '' })
  printLimit({ what: 'bytes a check and day after roll-up', value: rolledUp / (checks * days), unit: '', most: 4 * KB })
}

/** Ten years of four checks, as the record stands at the end of each. */
async function growTenYears(): Promise<void> {
  const db = await open('decade')
  const past = await beginPast(db, 4)
  console.log('\nyear        file MB      used MB    growth MB  transitions     roll-ups      results')
  let size = 0
  for (let year = 1; year <= 10; year++) {
    const to = hourOf(NOW) + year * YEAR_MS
    await writeTransitions(past, { from: to - YEAR_MS, to })
    await writeRollups(past, { from: to - YEAR_MS, to })
    await writeResults(past, { from: to - 8 * DAY_MS, to })
    await deleteOldResults(db, { before: to - 7 * DAY_MS })
    await deleteOldRollups(db, { before: to - ROLLUPS_KEPT_MS })
    const { file, used } = sizeOf('decade')
    const { verdictTransitions, hourlyRollups, results } = db.tables
    const rows = await Promise.all([verdictTransitions, hourlyRollups, results].map((table) => db.orm.$count(table)))
    const figures = [
      ...[file, used, used - size].map((bytes) => (bytes / MB).toFixed(2)),
      ...rows.map((row) => row.toLocaleString('en')),
    ]
    console.log(`${String(year).padEnd(6)}${figures.map((figure) => figure.padStart(13)).join('')}`)
    size = used
  }
  await db.close()
}

const { db, past } = await openYear()
await readPage(db, past)
await reduceBeside(db, past, 'rolling up 7 days of 100 checks', NOW)
await readLatency(db)
await reduceBeside(db, past, 'dropping them and a year of roll-ups', NOW + ROLLUPS_KEPT_MS + YEAR_MS)
await db.close()
await weighDay()
await growTenYears()
