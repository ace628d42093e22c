import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openDatabase } from '#db/open.ts'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { createToken } from '../../api/operators/tokens.ts'
import { statusText, temporaryFolder, type Watched, watchSimulator } from '../e2e/service.ts'
import { printLimit, quantile } from './limits.ts'
import { printChanges } from './load-changes.ts'
import { begunBetween, latenessMs, latenessOf } from './load-lateness.ts'
import { bundled, heard, start } from './processes.ts'

/**
 * A million requests, 64 connections at once, to a server that asks a hundred checks every second: whether these stay on
 * time, how soon a change is in every document, and what is left of it in memory. Then how soon a server that is started
 * tells the truth: `npm run bench:load [requests]`.
 */
const REQUESTS = Number(process.argv[2] ?? 1_000_000)
const PATHS = ['/api/status', '/api/v2/summary.json', '/api/status', '/']
const COMPONENTS = 10
const CHECKS_EACH = 10
const STARTS = 5

using folder = temporaryFolder()
const target = start(await bundled('probes-target'), [])
const { port } = await heard<{ port: number }>(target)
const STATUS_CONFIG = join(folder.path, 'load.yaml')
writeFileSync(STATUS_CONFIG, configurationOf(port))
await using watched = await watchSimulator({ LOG_LEVEL: 'warn', STATUS_CONFIG, ...SERVER_ENVIRONMENT }, SERVER_FLAGS)

/** A hundred checks that ask every second. */
function configurationOf(targetPort: number): string {
  const check = (id: string) =>
    `      - { id: ${id}, kind: http, url: "http://127.0.0.1:${targetPort}/${id}", every: 1s, expect: [{ status: 2xx }] }`
  const components = Array.from({ length: COMPONENTS }, (_, n) => {
    const checks = Array.from({ length: CHECKS_EACH }, (_unused, k) => check(`c${n}-${k}`))
    return `  - id: c${n}\n    name: Component ${n}\n    checks:\n${checks.join('\n')}`
  })
  return `page: { name: Load, timezone: UTC }\negress: { allow: [127.0.0.1] }\ncomponents:\n${components.join('\n')}\n`
}

/** Resident memory of the server, MiB. */
const residentMiB = ({ service }: Watched): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.child.pid}/status`, 'utf8'))?.[1]) / 1024

/** Asks until there were so many answers; tells of memory after each run. */
async function askAgainAndAgain(url: string, onRun: (asked: number) => void): Promise<number> {
  let asked = 0
  for (let run = 0; asked < REQUESTS; run++) {
    const args = ['-t1', '-c64', '-d5s', url + PATHS[run % PATHS.length]]
    const { stdout } = await promisify(execFile)('wrk', args)
    if (/Non-2xx/.test(stdout)) throw new Error(`Not all was answered with 200:\n${stdout}`)
    asked += Number(/(\d+) requests in/.exec(stdout)?.[1])
    onRun(asked)
  }
  return asked
}

async function printLoad(): Promise<void> {
  const { url } = watched.service
  const db = await openDatabase(watched.variables['DATABASE_URL'] ?? '', 'db/migrations')
  const token = await createToken(db, { name: 'bench', scopes: ['incidents:write'], expiresInMs: null }, Date.now())
  await db.close()
  // As long as anything is compiled, an idle server is not what it will be.
  await sleep(20_000)
  const before = { memory: residentMiB(watched), lateness: await latenessOf(url) }
  const memory: number[] = []
  const changed = printChanges(url, token)
  const asked = await askAgainAndAgain(url, () => memory.push(residentMiB(watched)))
  const lateness = await latenessOf(url)
  await changed
  printLimit({ what: 'requests answered', value: asked, unit: '', least: REQUESTS })
  const begun = begunBetween(before.lateness, lateness)
  const p99 = latenessMs(before.lateness, lateness, 0.99)
  printLimit({ what: `${begun} checks meanwhile: p99 late by at most`, value: p99, unit: 'ms', most: 50 })
  printLimit({ what: 'the same: median', value: latenessMs(before.lateness, lateness, 0.5), unit: 'ms' })
  await sleep(10_000)
  const left = residentMiB(watched)
  printLimit({ what: 'memory idle before', value: before.memory, unit: 'MiB' })
  printLimit({ what: 'memory at the peak', value: Math.max(...memory), unit: 'MiB' })
  printLimit({ what: 'memory idle again, beside that before', value: left / before.memory, unit: '×', most: 1.3 })
  const [, second, ...later] = memory
  const last = later.at(-1)
  if (second === undefined || last === undefined) return
  printLimit({ what: 'memory after the last run beside the second', value: last / second, unit: '×' })
}

/** How long a server takes from its start to a status of every service, in ms, and whether that is known already. */
async function startMs(): Promise<{ ms: number; text: string }> {
  await watched.service.stop()
  const from = performance.now()
  await watched.restart()
  const text = await statusText(watched.service)
  return { ms: performance.now() - from, text }
}

async function printStarts(): Promise<void> {
  const starts = []
  for (let n = 0; n < STARTS; n++) starts.push(await startMs())
  const told = starts.filter(({ text }) => Object.values(JSON.parse(text).services).length === COMPONENTS)
  const isTrue = told.filter(({ text }) => JSON.parse(text).status === 'operational')
  printLimit({
    what: `starts, of ${STARTS}, that told the truth at once`,
    value: isTrue.length,
    unit: '',
    least: STARTS,
  })
  const median = quantile(
    starts.map(({ ms }) => ms),
    0.5,
  )
  printLimit({ what: 'start to a true status of every service, median', value: median, unit: 'ms', most: 500 })
}

await printLoad()
await printStarts()
target.disconnect()
