import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentWith, loadConfiguration, readSettings, type Settings } from '#config'
import { openDatabase } from '#db/open.ts'
import { freePort } from '../../test/free-port.ts'
import { writePast } from '../../test/simulator/past.ts'
import { startSimulator } from '../../test/simulator/simulator.ts'
import { explainFailure } from '../start-failure.ts'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './server-flags.ts'

const ROOT = join(import.meta.dirname, '../..')
const API_KEY = 'sk_demonstration'

/** Scopien's page over a simulated Scopien, with ninety days to look at, in a database that is thrown away. */
async function main(): Promise<void> {
  let server: ChildProcess | undefined
  const interrupt = (): void => {
    if (server) server.kill('SIGTERM')
    else process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)

  const given = readSettings().port
  const { port, publicUrl, configurationFile } = await settingsOfDemo(given)
  const folder = mkdtempSync(join(tmpdir(), 'scopien-status-'))
  process.once('exit', () => {
    server?.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  const simulator = await startSimulator({ port: given === 0 ? 0 : given + 1, apiKey: API_KEY })
  const variables = {
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'status.db')}`,
    SCOPIEN_API_KEY: API_KEY,
    SCOPIEN_API_URL: simulator.url,
    SCOPIEN_DASHBOARD_URL: simulator.url,
    SCOPIEN_ASSISTANT_URL: simulator.url.replace('http', 'ws'),
    SCOPIEN_CHECK_EVERY: '10s',
    SCOPIEN_EGRESS_ALLOW: '127.0.0.1',
    // As `npm start` does: fewer heaps for the threads that compress, less memory.
    ...SERVER_ENVIRONMENT,
  }
  await makePast(configurationFile, variables)
  // An interrupt that came meanwhile has its turn before there is a server to end.
  await sleep(0)
  server = startServer(variables)
  const ended = once(server, 'exit')
  if (await answered(`${publicUrl}/healthz`, server)) console.log(guide(publicUrl, simulator.url, server.pid ?? 0))

  const [code, signal] = await ended
  await simulator.close()
  // A server that cannot obey signals yet is ended by ours without a code.
  process.exitCode = signal === 'SIGTERM' ? 0 : (code ?? 1)
}

/** The settings, with a free port where any will do, and the address at which this machine finds the page. */
async function settingsOfDemo(port: number): Promise<Settings> {
  return readSettings(environmentWith({ PORT: String(port || (await freePort())), PUBLIC_URL: '' }))
}

async function makePast(file: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const from = performance.now()
  process.stdout.write('making ninety days of history … ')
  const db = await openDatabase(variables['DATABASE_URL'] ?? '', join(ROOT, 'db/migrations'))
  const judged = await writePast(db, loadConfiguration(file, environmentWith(variables)), Date.now())
  await db.close()
  console.log(`${judged.toLocaleString('en')} results judged, ${((performance.now() - from) / 1000).toFixed(1)} s`)
}

function startServer(variables: Readonly<Record<string, string>>): ChildProcess {
  const args = [...SERVER_FLAGS, join(ROOT, 'dist/server.js')]
  // A group of its own: an interrupt typed at the terminal reaches it once, through us.
  return spawn(process.execPath, args, { stdio: 'inherit', env: environmentWith(variables), detached: true })
}

/** Waits until the server answers; false when it ended before. */
async function answered(url: string, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined)
    if (response?.ok) return true
    await sleep(50)
  }
  return false
}

function guide(page: string, simulator: string, pid: number): string {
  return `
  The page   ${page}/
  The API    curl ${page}/api/status
  Metrics    curl ${page}/metrics

  Break something, and watch the page, the API and the metrics say so within half a minute:
    curl -X POST ${simulator}/control/salesforce_sync -d SYNC_001
    curl -X POST ${simulator}/control/dashboard -d slow
    curl -X POST ${simulator}/control/api -d silent
  Heal it:
    curl -X POST ${simulator}/control/salesforce_sync -d ok
  Everything that can be broken, and how:
    curl ${simulator}/control
  Stop asking (all becomes unknown within a minute), and ask again:
    kill -USR2 ${pid}

  Ctrl+C ends it all and leaves nothing behind.
`
}

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(1)
})
