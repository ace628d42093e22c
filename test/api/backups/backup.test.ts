import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import BetterSqlite3 from 'better-sqlite3'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Dialect } from '#db/database.ts'
import { listFigures } from '#db/figures.ts'
import { lockFile } from '#db/file-lock.ts'
import { LOCKS } from '#db/postgres/locks.ts'
import { listBackups } from '../../../api/backups/backup-folder.ts'
import { unpackFile } from '../../../api/backups/compressed-file.ts'
import { restoreBackup, verifyBackup } from '../../../api/backups/restore-backup.ts'
import { takeBackup } from '../../../api/backups/take-backup.ts'
import { DIALECTS, freshFolder, freshUrl, freshUrlOf, openTestDatabase } from '../../db/open-test-database.ts'
import { AT, allRows, fill, RESULTS } from '../filled-record.ts'

const migrations = 'db/migrations'
const NAME = 'status-2026-11-23T15-00-00.000Z.db.zst'

/** A record with something in every column, and where its backups go. */
async function filled(dialect: Dialect = 'sqlite') {
  const url = await freshUrlOf(dialect)
  const db = await openTestDatabase(url)
  await fill(db)
  const folder = join(freshFolder(), 'backups')
  return { db, deps: { url, migrations, now: () => AT, folder, database: 'status' } }
}

async function backedUp(dialect: Dialect = 'sqlite') {
  const { db, deps } = await filled(dialect)
  const taken = await takeBackup(deps)
  return { db, deps, taken, file: join(deps.folder, taken.name) }
}

const restoring = (file: string, to: string) => restoreBackup(file, { to, migrations, onProgress: () => undefined })
const unfinished = (folder: string) => readdirSync(folder).filter((name) => !/\.(zst|lock)$/.test(name))

const WAYS = DIALECTS.flatMap(([from]) => DIALECTS.map(([to]) => ({ from, to })))

describe.each(WAYS)('a backup of $from restored into $to', ({ from, to }) => {
  test('has every row as it was, and says how each component did', async () => {
    const { db, file, taken } = await backedUp(from)
    const url = await freshUrlOf(to)
    const restored = await restoring(file, url)
    const copy = await openTestDatabase(url)
    expect(await allRows(copy)).toEqual(await allRows(db))
    expect(await listFigures(copy)).toEqual(await listFigures(db))
    expect(restored).toEqual({ counts: taken.counts, figures: taken.figures })
    expect(restored.counts.get('results')).toBe(RESULTS + 1)
  })
})

describe.each(DIALECTS.map(([dialect]) => dialect))('a backup of %s', (dialect) => {
  test('is one file, for its owner alone', async () => {
    const { deps, taken, file } = await backedUp(dialect)
    expect(taken).toMatchObject({ name: NAME, takenAt: AT, bytes: statSync(file).size })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(deps.folder).mode & 0o777).toBe(0o700)
    expect(await listBackups(deps)).toEqual([{ name: NAME, takenAt: AT, bytes: taken.bytes }])
    expect(unfinished(deps.folder)).toEqual([])
  })

  test('is verified without a trace', async () => {
    const { deps, taken, file } = await backedUp(dialect)
    expect(await verifyBackup(file, migrations)).toEqual({ counts: taken.counts, figures: taken.figures })
    expect(unfinished(deps.folder)).toEqual([])
  })

  test('is not restored into a database that has a row', async () => {
    const { deps, file, db } = await backedUp(dialect)
    const before = await allRows(db)
    await expect(restoring(file, deps.url)).rejects.toThrow(
      /^The database .+ has rows in components: expected an empty one, by --to or DATABASE_URL\. Nothing was restored\.$/,
    )
    expect(await allRows(db)).toEqual(before)
  })

  test('is not restored where a server runs', async () => {
    const { file } = await backedUp(dialect)
    const url = await freshUrlOf(dialect)
    await openTestDatabase(url, { serving: true })
    await expect(restoring(file, url)).rejects.toThrow(/^Another server .*uses the database/)
  })

  test('is taken while a server runs', async () => {
    const { deps } = await filled(dialect)
    await openTestDatabase(deps.url, { serving: true })
    expect((await takeBackup(deps)).counts.get('results')).toBe(RESULTS + 1)
  })
})

describe('takeBackup', () => {
  test('is refused while another process takes one', async () => {
    const { deps } = await backedUp()
    const lock = lockFile(join(deps.folder, '.status.lock'))
    if ('heldBy' in lock) throw new Error('expected to have the lock')
    await expect(takeBackup({ ...deps, now: () => AT + 1 })).rejects.toMatchObject({
      kind: 'busy',
      message: `Process ${process.pid} is taking a backup into ${deps.folder}.`,
    })
    lock.release()
    expect((await takeBackup({ ...deps, now: () => AT + 1 })).takenAt).toBe(AT + 1)
  })

  test('is refused while another machine exports the database', async () => {
    const { deps } = await filled('postgres')
    const other = new Client({ connectionString: deps.url })
    await other.connect()
    onTestFinished(() => other.end())
    await other.query('SELECT pg_advisory_lock($1)', [LOCKS.backup])
    await expect(takeBackup(deps)).rejects.toMatchObject({ name: 'DatabaseBusy' })
    expect(await listBackups(deps)).toEqual([])
  })

  test('removes what one that was cut off has left', async () => {
    const { deps } = await backedUp()
    writeFileSync(join(deps.folder, '.status.unfinished'), 'rest')
    const [old, young] = [join(deps.folder, '.unpacked-old'), join(deps.folder, '.unpacked-young')]
    for (const folder of [old, young]) mkdirSync(folder)
    utimesSync(old, 1, AT / 1000 - 86_401)
    utimesSync(young, 1, AT / 1000 - 60)
    await takeBackup({ ...deps, now: () => AT + 1 })
    expect(unfinished(deps.folder)).toEqual(['.unpacked-young'])
  })

  test('into a folder that cannot be one says which, and what to do', async () => {
    const { deps } = await filled()
    const folder = join(freshFolder(), 'file')
    writeFileSync(folder, '')
    await expect(takeBackup({ ...deps, folder })).rejects.toMatchObject({
      kind: 'storage',
      message: expect.stringMatching(
        /^The backup cannot be written to .+\/file \(E.+\): make room .+ Earlier backups stay\.$/,
      ),
    })
  })

  test.each<[string, string, RegExp]>([
    ['no file', 'file:/nowhere/status.db', /^There is no database \/nowhere\/status\.db/],
    [
      'no server',
      'postgres://me:hunter2@127.0.0.1:1/status',
      /^The database postgres:\/\/127\.0\.0\.1:1\/status cannot be read \(/,
    ],
  ])('of %s says so, without a password', async (_, url, message) => {
    const { deps } = await filled()
    const taking = takeBackup({ ...deps, url })
    await expect(taking).rejects.toThrow(message)
    await expect(taking).rejects.not.toThrow('hunter2')
  })

  test.each<[string, (file: BetterSqlite3.Database) => void, RegExp]>([
    [
      'an earlier version',
      (file) => file.exec('UPDATE __drizzle_migrations SET created_at = 1'),
      /has the schema of an earlier version/,
    ],
    [
      'a later version',
      (file) => file.exec('UPDATE __drizzle_migrations SET created_at = 9e15'),
      /has the schema of a later version/,
    ],
    ['somebody else', (file) => file.exec('DROP TABLE __drizzle_migrations'), /is not a record of ours/],
  ])('of a database of %s is refused', async (_, change, message) => {
    const { deps } = await filled()
    const file = new BetterSqlite3(deps.url.slice('file:'.length))
    change(file)
    file.close()
    await expect(takeBackup(deps)).rejects.toThrow(message)
  })
})

describe('a backup that is broken', () => {
  test.each<[string, (file: string) => void, RegExp]>([
    ['is not there', (file) => writeFileSync(`${file}.kept`, ''), /^There is no backup .+: expected the name/],
    [
      'was cut off',
      (file) => truncateSync(file, statSync(file).size - 100),
      /is broken or cut off \(.+\): use another\./,
    ],
    ['is empty', (file) => truncateSync(file, 0), /is broken/],
    ['has a changed byte', flipByte, /is broken/],
    ['holds something else', (file) => writeFileSync(file, zstdCompressSync('something else')), /is broken: /],
  ])('one that %s is neither verified nor restored', async (name, spoil, message) => {
    const { file } = await backedUp()
    const spoilt = name === 'is not there' ? `${file}.gone` : file
    spoil(file)
    await expect(verifyBackup(spoilt, migrations)).rejects.toThrow(message)
    const to = freshUrl()
    await expect(restoring(spoilt, to)).rejects.toThrow(message)
    expect(readdirSync(join(file, '..')).filter((one) => one.startsWith('.unpacked'))).toEqual([])
  })

  test('one whose pages are broken inside is found by looking at each', async () => {
    const { file } = await backedUp()
    const copy = join(freshFolder(), 'copy.db')
    await unpackFile(file, copy)
    const bytes = readFileSync(copy)
    bytes.fill(0xff, bytes.length - 4096 * 3)
    writeFileSync(file, zstdCompressSync(bytes))
    await expect(verifyBackup(file, migrations)).rejects.toThrow(/^The backup .+ is broken: /)
  })

  test('one of a later version is refused by name', async () => {
    const { file } = await backedUp()
    const copy = join(freshFolder(), 'copy.db')
    await unpackFile(file, copy)
    const db = new BetterSqlite3(copy)
    db.exec('UPDATE __drizzle_migrations SET created_at = 9e15')
    db.close()
    writeFileSync(file, zstdCompressSync(readFileSync(copy)))
    await expect(verifyBackup(file, migrations)).rejects.toThrow('has the schema of a later version: use that version.')
  })
})

describe('listBackups', () => {
  test('is of one database, and passes over what is none', async () => {
    const { deps, file } = await backedUp()
    copyFileSync(file, join(deps.folder, 'other-2026-11-23T15-00-00.000Z.db.zst'))
    writeFileSync(join(deps.folder, 'notes.txt'), '')
    chmodSync(join(deps.folder, 'notes.txt'), 0o600)
    expect((await listBackups(deps)).map(({ name }) => name)).toEqual([NAME])
    expect(await listBackups({ ...deps, folder: join(deps.folder, 'nowhere') })).toEqual([])
    await expect(listBackups({ ...deps, folder: file })).rejects.toMatchObject({
      kind: 'storage',
      message: expect.stringMatching(/^Backups cannot be read in .+\.zst \(ENOTDIR.+\): let this user read there, or /),
    })
  })
})

function flipByte(file: string): void {
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}
