import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { watchSimulator } from '../e2e/service.ts'
import { printLimit, quantile } from './limits.ts'
import { bundled, heard, start } from './processes.ts'

/**
 * Readers who come while there are two thousand slow clients, each of whom comes again as soon as it is cut: from
 * addresses of their own, and then from the one that the readers have too: `npm run bench:slow [clients]`.
 */
const CLIENTS = Number(process.argv[2] ?? 2000)
/** Longer than any kind is waited for. */
const SECONDS = 50
const READ_EVERY_MS = 20
const PATHS = ['/api/status', '/', '/api/summary']

const file = await bundled('slow-holders')
await using watched = await watchSimulator(
  { LOG_LEVEL: 'warn', SCOPIEN_CHECK_EVERY: '30s', ...SERVER_ENVIRONMENT },
  SERVER_FLAGS,
)
const { url, child } = watched.service
const port = Number(new URL(url).port)
const residentKiB = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1])

/** How long a newcomer waits for a document, in ms; infinitely, where it gets none. */
function readMs(path: string): Promise<number> {
  const from = performance.now()
  return new Promise((resolve) => {
    const failed = () => resolve(Number.POSITIVE_INFINITY)
    const asked = get(url + path, { agent: false, timeout: 5000 }, (response) => {
      const { statusCode } = response.resume()
      response.once('end', () => resolve(statusCode === 200 ? performance.now() - from : Number.POSITIVE_INFINITY))
    })
    asked.once('error', failed).once('timeout', () => asked.destroy())
  })
}

/** Reads among slow clients, of whom so many share an address, and prints how long that took. */
async function readAmong(what: string, fromOneAddress: number): Promise<void> {
  const holders = start(file, [port, CLIENTS, fromOneAddress])
  await heard(holders)
  const reads: Promise<number>[] = []
  for (const until = performance.now() + SECONDS * 1000; performance.now() < until; await sleep(READ_EVERY_MS))
    reads.push(readMs(PATHS[reads.length % PATHS.length] ?? '/'))
  const waited = await Promise.all(reads)
  const during = residentKiB() / 1024
  holders.send('end')
  const cut = await heard<Record<string, number>>(holders)

  const p99 = quantile(waited, 0.99)
  printLimit({ what: `${what}: fresh readers answered, p99`, value: p99, unit: 'ms', most: 500 })
  printLimit({ what: 'the same: the median', value: quantile(waited, 0.5), unit: 'ms' })
  const unanswered = waited.filter((ms) => ms === Number.POSITIVE_INFINITY).length
  printLimit({ what: `the same: not answered, of ${waited.length}`, value: unanswered, unit: '', most: 0 })
  printLimit({ what: 'the same: memory', value: during, unit: 'MiB' })
  for (const [kind, count] of Object.entries(cut))
    printLimit({ what: `the same: clients cut, ${kind}`, value: count, unit: '', least: 1 })
}

// The first seconds judge.
await sleep(4000)
const before = residentKiB()
await readAmong(`${CLIENTS} slow clients`, 100)
await readAmong(`${CLIENTS} of the readers' own address`, 0)
await sleep(15_000)
printLimit({
  what: 'memory when they are gone, beside that before',
  value: residentKiB() / before,
  unit: '×',
  most: 1.3,
})
