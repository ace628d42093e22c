import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '#db/database.ts'
import { listFigures } from '#db/figures.ts'
import { type Database, openDatabase } from '#db/open.ts'
import { type Registry, syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { insertTransitions } from '#db/transitions.ts'
import { allRows } from '../api/filled-record.ts'
import { DIALECTS, freshFolder, freshUrl, freshUrlOf, openTestDatabase } from '../db/open-test-database.ts'
import { checkOf, componentOf, NOW, resultOf, transitionOf } from '../facts.ts'
import { eventually, statusOf, watchSimulator } from './service.ts'

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs the command as an operator does. */
function backup(line: string, env: Readonly<Record<string, string>>, prefix: readonly string[] = []): Promise<Ended> {
  const [command = '', ...args] = [...prefix, process.execPath, 'api/cli/backup.ts', ...line.split(' ')]
  return promisify(execFile)(command, args, { env: { ...process.env, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

const CHECKS = Array.from({ length: 100 }, (_, n) => checkOf(`check-${n}`))
const API = componentOf('api', { checks: CHECKS })

/** A round of all checks; in some of them one goes down or comes up again. */
async function writeRound(db: Database, registry: Registry, round: number): Promise<void> {
  const at = NOW + round * 200
  await db.write(async (tx) => {
    await insertResults(
      tx,
      db,
      registry,
      CHECKS.map(({ id }) => resultOf(id, at)),
    )
    if (round % 5 > 0) return
    const verdict = round % 10 === 0 ? 'up' : 'down'
    await insertTransitions(tx, db, registry, [transitionOf('check-0', at, { verdict })])
  })
}

async function begin(url: string): Promise<{ db: Database; registry: Registry }> {
  const db = await openTestDatabase(url)
  return { db, registry: await syncRegistry(db, [API], NOW) }
}

const dialects: readonly Dialect[] = DIALECTS.map(([dialect]) => dialect)

describe.each(dialects)('a backup on %s while results are written', (dialect) => {
  test('has every round acknowledged before it began, each whole, and gives the same uptime', async () => {
    const [url, folder] = [await freshUrlOf(dialect), freshFolder()]
    const env = { DATABASE_URL: url, BACKUP_DIR: folder }
    const { db, registry } = await begin(url)
    let rounds = 0
    for (; rounds < 50; rounds++) await writeRound(db, registry, rounds)
    const acknowledged = rounds
    let isOver = false
    const taking = backup('create --json', env).finally(() => {
      isOver = true
    })
    for (; !isOver; rounds++) {
      await writeRound(db, registry, rounds)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(await taking).toMatchObject({ code: 0 })

    const to = freshUrl()
    expect(await backup(`restore latest --to ${to} --json`, env)).toMatchObject({ code: 0, stderr: '' })
    const restored = await openTestDatabase(to)
    const count = (await restored.orm.$count(restored.tables.results)) / CHECKS.length
    expect(count).toBeGreaterThanOrEqual(acknowledged)
    expect(count).toBeLessThan(rounds)
    // A record into which so many rounds were written and no more.
    const same = await begin(freshUrl())
    for (let round = 0; round < count; round++) await writeRound(same.db, same.registry, round)
    expect(await allRows(restored)).toEqual(await allRows(same.db))
    const figures = await listFigures(restored)
    expect(figures).toEqual(await listFigures(same.db))
    expect(figures[0]?.uptime.ms.major_outage).toBeGreaterThan(0)
  })
})

describe('npm run backup', () => {
  test('takes, lists, verifies and restores', async () => {
    const [url, folder] = [freshUrl(), freshFolder()]
    const env = { DATABASE_URL: url, BACKUP_DIR: folder }
    const { db, registry } = await begin(url)
    await writeRound(db, registry, 0)
    const taken = JSON.parse((await backup('create --json', env)).stdout)
    expect(taken).toMatchObject({ file: expect.stringContaining(folder), bytes: expect.any(Number) })
    const { file, takenAt, bytes } = taken
    expect(JSON.parse((await backup('list --json', env)).stdout)).toEqual([{ file, takenAt, bytes }])
    expect((await backup('list', env)).stdout).toContain(file.slice(folder.length + 1))
    const verified = await backup(`verify ${file} --json`, env)
    expect(JSON.parse(verified.stdout)).toMatchObject({ rows: { results: 100, components: 1 }, uptime: { api: null } })
    expect((await backup('verify latest', env)).stdout).toMatch(/ is whole: \d+ rows/)
    const restored = await backup(`restore latest --to ${freshUrl()}`, env)
    expect(restored.stdout).toMatch(/^Restored \d+ rows of .+\n.+\nRows\n/)
  })

  test.each<[string, Record<string, string>, number, RegExp]>([
    ['destroy', {}, 64, /^Expected a command, got "destroy"\.\nExpected one of:/],
    ['list', { BACKUP_DIR: process.execPath }, 74, /^Backups cannot be read in \//],
    ['verify latest', {}, 66, /^There is no backup of status in \/.+: take one by "create"\./],
    ['verify nothing', {}, 66, /^There is no backup \/.+\/nothing: expected the name/],
    ['create', {}, 69, /^There is no database \//],
    ['list', { DATABASE_URL: 'postgres://db/x', BACKUP_DIR: '' }, 66, /^BACKUP_DIR: expected a folder/],
    ['list', { BACKUP_KEEP: 'x' }, 78, /BACKUP_KEEP: expected a duration/],
  ])('%s with %j ends with %d', async (line, env, code, message) => {
    const place = { DATABASE_URL: freshUrl(), BACKUP_DIR: freshFolder() }
    const ended = await backup(line, { ...place, ...env })
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) })
  })

  test('on a disk that takes no more leaves what is there, and nothing half done', async () => {
    const [url, folder] = [freshUrl(), freshFolder()]
    const env = { DATABASE_URL: url, BACKUP_DIR: folder }
    const { db, registry } = await begin(url)
    await writeRound(db, registry, 0)
    await backup('create', env)
    const ended = await backup('create', env, ['prlimit', '--fsize=20000'])
    expect(ended.code).toBe(74)
    expect(ended.stderr).toMatch(/^The backup cannot be written to .+ \(.+\): make room .+ Earlier backups stay\.$/m)
    expect(readdirSync(folder).filter((name) => !name.endsWith('.lock'))).toHaveLength(1)
    expect((await backup('verify latest', env)).code).toBe(0)
  })
})

describe('the server', () => {
  test('takes backups by itself, and tells of the last one before and after a restart', async () => {
    const folder = join(freshFolder(), 'backups')
    await using watched = await watchSimulator({ BACKUP_DIR: folder, BACKUP_EVERY: '10s' })
    const newest = async () => {
      const metrics = await (await fetch(`${watched.service.url}/metrics`)).text()
      return Number(/^status_backup_last_success_timestamp_seconds (.+)$/m.exec(metrics)?.[1] ?? 0)
    }
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    await eventually(async () => (await newest()) > 0)
    const before = await newest()
    await watched.service.stop()
    await watched.restart()
    await eventually(async () => (await newest()) >= before)
    await watched.service.stop()
    const env = { ...watched.variables, BACKUP_DIR: folder }
    const to = freshUrl()
    expect(await backup(`restore latest --to ${to}`, env)).toMatchObject({ code: 0 })
    const restored = await openDatabase(to, 'db/migrations')
    expect(await restored.orm.$count(restored.tables.results)).toBeGreaterThan(0)
    await restored.close()
  })
})
