import { execFileSync } from 'node:child_process'
import { appendFileSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '#db/open.ts'
import { allRows, fill } from '../api/filled-record.ts'
import { eventually } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'

const [, TOLD = ''] = readFileSync('docs/backups.md', 'utf8').split("\n## PostgreSQL's own tools\n")

/** What the page says in a language, block by block. */
const blocksOf = (language: string) =>
  [...TOLD.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block)

const [DUMPING = '', BASE = '', UNPACKING = '', STARTING = ''] = blocksOf('bash')
const [ARCHIVING = '', RECOVERING = ''] = blocksOf('ini')

let folder = ''
let port = 0
/** Whoever runs the server: it refuses to run as root. */
const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
const [tools = ''] = globSync('/usr/lib/postgresql/*/bin').toSorted().reverse()

function idOf(which: string): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
}

/** What is told of a server `db` with its folders, of the one that is here with its own. */
const here = (text: string) =>
  text
    .replaceAll('@db/', `@127.0.0.1:${port}/`)
    .replaceAll('--host=db', '--host=127.0.0.1')
    .replaceAll('/archive/', `${folder}/archive/`)
    .replaceAll('/backup/', `${folder}/backup/`)

function run(lines: string): void {
  const env = {
    PATH: `${tools}:${process.env['PATH']}`,
    PGDATA: `${folder}/data`,
    PGPORT: String(port),
    PGUSER: 'status',
  }
  // Nothing to write to but files: what is started here holds on to it.
  execFileSync('bash', ['-ec', `exec > said 2>&1; ${here(lines)}`], { ...owner, cwd: folder, env, stdio: 'ignore' })
}

const configure = (lines: string) => appendFileSync(`${folder}/data/postgresql.conf`, `${here(lines)}\n`)
const urlOf = (database: string) => `postgres://status@127.0.0.1:${port}/${database}`

async function ask(statement: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: urlOf('status') })
  await client.connect()
  try {
    return (await client.query(statement)).rows[0]
  } finally {
    await client.end()
  }
}

async function using<T>(database: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(urlOf(database), 'db/migrations', { serving: true })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'status-postgres-'))
  port = await freePort()
  execFileSync('chown', [`${owner.uid ?? process.getuid?.()}`, folder])
  run('mkdir archive backup; initdb --username=status --auth=trust --no-sync')
  configure(`listen_addresses = '127.0.0.1'\nport = ${port}\nunix_socket_directories = ''\nfsync = off\n${ARCHIVING}`)
  run('pg_ctl start; createdb --host=db status; createuser --host=db --replication replicator')
  await using('status', fill)
})

afterAll(() => {
  run('pg_ctl stop --mode=immediate')
  rmSync(folder, { recursive: true, force: true })
})

describe("PostgreSQL's own tools, as docs/backups.md has them", () => {
  test('pg_dump and pg_restore bring back a record that a server takes as its own', async () => {
    const before = await using('status', allRows)
    run(DUMPING)
    expect(await using('status_restored', allRows)).toEqual(before)
  })

  test('a base backup and what was archived since bring back the instant before a mistake', async () => {
    run(BASE)
    await ask(`UPDATE components SET name = 'Renamed since'`)
    const before = await using('status', allRows)
    const instant = await ask('SELECT clock_timestamp()::text AS at')
    await ask('DELETE FROM results')
    await ask('SELECT pg_switch_wal()')
    run('pg_ctl stop --mode=fast')
    renameSync(`${folder}/data`, `${folder}/moved`)
    run(UNPACKING)
    configure(RECOVERING.replace(/'20.+'/, `'${instant?.['at']}'`))
    run(STARTING)
    await eventually(async () => (await ask('SELECT pg_is_in_recovery() AS is'))?.['is'] === false)
    expect(await using('status', allRows)).toEqual(before)
  })
})
