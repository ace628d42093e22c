import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'

/** Debian's Prometheus on loopback, until the end of its `await using`. */
export interface Prometheus extends AsyncDisposable {
  log(): string
  /** What its API answers as `data`. */
  read(path: string): Promise<unknown>
  /** The series that an expression has now. */
  query(expr: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]>
}

/**
 * Starts it over a folder with its configuration, `prometheus.yml`.
 *
 * @param flags  besides those that say where things are
 */
export async function startPrometheus(folder: string, flags: readonly string[] = []): Promise<Prometheus> {
  const port = await freePort()
  const child = spawn(
    'prometheus',
    [
      ...[`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`],
      ...[`--web.listen-address=127.0.0.1:${port}`, ...flags],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let log = ''
  child.stderr.on('data', (chunk) => (log += chunk))
  const ended = once(child, 'close')
  const read = async (path: string) => JSON.parse(await (await fetch(`http://127.0.0.1:${port}${path}`)).text()).data
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`Prometheus ended: ${log}`)
    return fetch(`http://127.0.0.1:${port}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  })
  return {
    log: () => log,
    read,
    query: async (expr) => (await read(`/api/v1/query?query=${encodeURIComponent(expr)}`)).result,
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await ended
    },
  }
}
