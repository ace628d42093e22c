import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts'

const SERVER = join(import.meta.dirname, '../../dist/server.js')
const API_KEY = 'sk_test_0123456789'

/** How a process ended, and what it printed. */
export interface Ended {
  code: number | null
  output: string
}

/** The built server, started as its operator starts it. */
export interface Service {
  url: string
  child: ChildProcess
  output(): string
  /** Resolves when the process has ended. */
  ended: Promise<Ended>
  /** Sends a signal and waits until a line of the log says a text. */
  signal(name: NodeJS.Signals, text: string): Promise<void>
  stop(): Promise<Ended>
}

/** A folder that is there for the length of its `using`. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'scopien-status-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Starts the built server; it may refuse to start, which `ended` then says.
 *
 * @param flags  of Node
 */
export function startService(variables: Readonly<Record<string, string>>, flags: readonly string[] = []): Service {
  const env = { ...process.env, LOG_LEVEL: 'info', ...variables }
  const child = spawn(process.execPath, [...flags, SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, output: printed }))
  return {
    url: `http://127.0.0.1:${variables['PORT']}`,
    child,
    output: () => printed,
    ended,
    signal: async (name, text) => {
      child.kill(name)
      await eventually(async () => printed.includes(text))
    },
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A simulated Scopien and the server that watches it every second, until the end of its `await using`. */
export interface Watched extends AsyncDisposable {
  simulator: Simulator
  variables: Record<string, string>
  service: Service
  /** Starts the server again on the same record. */
  restart(): Promise<void>
}

export async function watchSimulator(
  changes: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
  simulated: Partial<SimulatorOptions> = {},
): Promise<Watched> {
  const folder = temporaryFolder()
  const simulator = await startSimulator({ apiKey: API_KEY, delays: { assistantMs: 20 }, ...simulated })
  const variables = {
    PORT: String(await freePort()),
    DATABASE_URL: `file:${folder.path}/status.db`,
    SCOPIEN_API_KEY: API_KEY,
    SCOPIEN_API_URL: simulator.url,
    SCOPIEN_DASHBOARD_URL: simulator.url,
    SCOPIEN_ASSISTANT_URL: simulator.url.replace('http', 'ws'),
    SCOPIEN_CHECK_EVERY: '1s',
    SCOPIEN_EGRESS_ALLOW: '127.0.0.1',
    ...changes,
  }
  const watched: Watched = {
    simulator,
    variables,
    service: startService(variables, flags),
    restart: async () => {
      watched.service = startService(variables, flags)
      await isServing(watched.service)
    },
    [Symbol.asyncDispose]: async () => {
      watched.service.child.kill('SIGKILL')
      await watched.service.ended
      await simulator.close()
      folder[Symbol.dispose]()
    },
  }
  await isServing(watched.service)
  return watched
}

/** Waits until a server answers. */
export async function isServing({ url, child, output }: Service): Promise<void> {
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`The server ended: ${output()}`)
    return fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  })
}

/** Waits until something is so, looking often, for at most 25 s. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 25_000; performance.now() < deadline; await sleep(50)) {
    if (await isSo()) return
  }
  throw new Error(`It did not come true in 25 s: ${isSo}`)
}

/** `/api/status` as text. */
export const statusText = async (service: Service): Promise<string> => (await fetch(`${service.url}/api/status`)).text()

/** The status of one service. */
export async function statusOf(service: Service, id: string): Promise<string> {
  const { services } = JSON.parse(await statusText(service)) as { services: Record<string, string> }
  return services[id] ?? 'absent'
}

/** The checks that were not asked when they should have been, as the metrics have it. */
export async function missedOf({ url }: Service): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return text.split('\n').filter((line) => /^status_check_slots_total\{.*ending="(late|missed)"\} [1-9]/.test(line))
}
