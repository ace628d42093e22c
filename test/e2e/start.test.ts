import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { freePort } from '../free-port.ts'
import { eventually, startService, temporaryFolder } from './service.ts'

/** Starts a server that must refuse; returns how it ended. */
async function refusal(variables: Record<string, string>) {
  using folder = temporaryFolder()
  const usual = {
    PORT: String(await freePort()),
    DATABASE_URL: `file:${folder.path}/status.db`,
    SCOPIEN_API_KEY: 'sk_x',
  }
  return await startService({ ...usual, ...variables }).ended
}

/** Ten places in which a configuration can be wrong. */
const TEN_FAULTS = `
page: { name: Scopien, timezone: Mars/Olympus, colour: red }
defaults: { every: soon }
components:
  - id: web
    name: Web
    group: core
    checks:
      - { id: health, kind: http, url: 'ftp://x', timeout: 5, expect: [{ status: 7xx }] }
      - { id: other, kind: telnet }
maintenance:
  - { id: m, title: M, components: [web], rrule: FREQ=HOURLY, startsAt: tomorrow, durationMinutes: 120 }
`

describe('npm start', () => {
  test('hands on that it is to end, and leaves no server behind', async () => {
    using folder = temporaryFolder()
    const PORT = String(await freePort())
    const [web, socket] = ['http://127.0.0.1:9', 'ws://127.0.0.1:9']
    const targets = { SCOPIEN_API_URL: web, SCOPIEN_DASHBOARD_URL: web, SCOPIEN_ASSISTANT_URL: socket }
    const settings = { PORT, DATABASE_URL: `file:${folder.path}/status.db`, SCOPIEN_API_KEY: 'sk_x' }
    const env = { ...process.env, ...targets, ...settings }
    const npm = spawn('npm', ['start'], { env, stdio: 'ignore', detached: true })
    const ended = once(npm, 'exit')
    const isThere = () =>
      fetch(`http://127.0.0.1:${PORT}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    try {
      await eventually(isThere)
      npm.kill('SIGTERM')
      await ended
      expect(await isThere()).toBe(false)
    } finally {
      spawn('kill', ['-KILL', '--', `-${npm.pid}`], { stdio: 'ignore' })
    }
  })

  test('a port in use is one sentence that says what to do', async () => {
    const occupant = createServer().listen(0, '127.0.0.1')
    await once(occupant, 'listening')
    const address = occupant.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, output } = await refusal({ PORT: String(port) })
    occupant.close()
    expect(output.trim()).toBe(`Port ${port} is already in use: stop what listens there, or set PORT to another.`)
    expect(code).toBe(1)
  })

  test('a folder that cannot be written is one sentence that says what to do', async () => {
    using folder = temporaryFolder()
    writeFileSync(`${folder.path}/file`, '')
    const { code, output } = await refusal({ DATABASE_URL: `file:${folder.path}/file/status.db` })
    expect(output.trim()).toBe(
      `The folder ${folder.path}/file cannot be written: make it writable for this user, or set DATABASE_URL.`,
    )
    expect(code).toBe(1)
  })

  test.each(['a new', 'a used'])('%s database that another process has locked is one sentence', async (age) => {
    using folder = temporaryFolder()
    const file = `${folder.path}/status.db`
    if (age === 'a used') await (await openDatabase(`file:${file}`, 'db/migrations')).close()
    const other = new BetterSqlite3(file)
    other.pragma('journal_mode = WAL')
    other.exec('BEGIN IMMEDIATE')
    const { code, output } = await refusal({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' })
    other.close()
    expect(output.trim()).toMatch(/^The database .*locked.* set DATABASE_URL to another file\.$/)
    expect(code).toBe(1)
  })

  test('a missing secret is named', async () => {
    const { code, output } = await refusal({ SCOPIEN_API_KEY: '' })
    expect(output).toContain('expected the environment variable SCOPIEN_API_KEY to be set, got nothing')
    expect(code).toBe(1)
  })

  test('a configuration with ten faults lists ten faults', async () => {
    using folder = temporaryFolder()
    writeFileSync(`${folder.path}/status.yaml`, TEN_FAULTS)
    const { code, output } = await refusal({ STATUS_CONFIG: `${folder.path}/status.yaml` })
    expect(output).toContain('has 10 faults:')
    const paths = [...output.matchAll(/^ {2}(\S+): expected .+, got .+$/gm)].map(([, path]) => path)
    expect(paths.toSorted()).toEqual([
      'components[0].checks[0].expect[0].status',
      'components[0].checks[0].timeout',
      'components[0].checks[0].url',
      'components[0].checks[1].kind',
      'components[0].group',
      'defaults.every',
      'maintenance[0].rrule',
      'maintenance[0].startsAt',
      'page.colour',
      'page.timezone',
    ])
    expect(code).toBe(1)
  })
})
