import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBlackbox } from './blackbox.ts'
import { type Limit, printLimit, quantile } from './limits.ts'
import type { LoadReport } from './probes-load.ts'
import { comparePhases } from './probes-phases.ts'
import type { ServerReport } from './probes-server.ts'
import { bundled, cpuMsOf, heard, start } from './processes.ts'

/**
 * A thousand HTTP checks every 20 s in one process, seen from the target; then probes per CPU-second beside
 * blackbox_exporter and bare undici, and phase timings: `npm run bench:probes -- 30` for 30 s instead of 120.
 */
const seconds = Number(process.argv[2] ?? 120)
const CHECKS = 1000
const EVERY_MS = 20_000
const LOAD_SECONDS = seconds < 60 ? 4 : 10
const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')

const files = {
  target: await bundled('probes-target'),
  server: await bundled('probes-server'),
  load: await bundled('probes-load'),
}
const target = start(files.target, [])
const { port } = await heard<{ port: number }>(target)
const folder = mkdtempSync(join(tmpdir(), 'bench-probes-'))

console.log(`${CHECKS} checks every ${EVERY_MS / 1000} s for ${seconds} s`)
const args = [join(folder, 'status.db'), MIGRATIONS, port, CHECKS, EVERY_MS, seconds]
const report = await heard<ServerReport>(start(files.server, args))
target.send('report')
for (const limit of timingLimits(new Map(await heard<[string, number[]][]>(target)), report)) printLimit(limit)
for (const limit of costLimits(report)) printLimit(limit)

console.log(`\nprobes per CPU-second, ten at once for ${LOAD_SECONDS} s each`)
using blackbox = await startBlackbox()
const ours = perCpuSecond('our probe path', await load('ours'))
const undici = perCpuSecond('undici, a new Client a probe', await load('undici'))
printLimit({ what: '  ours to undici', value: ours / undici, unit: '', least: 0.6 })
if (blackbox) {
  const theirs = perCpuSecond('blackbox_exporter', await loadBlackbox(blackbox))
  printLimit({ what: '  ours to blackbox_exporter', value: ours / theirs, unit: '', least: 1.5 })
  console.log('\nphases at the median, ms, of a target that takes its time')
  for (const limit of await comparePhases(blackbox, `http://127.0.0.1:${port}/paced`)) printLimit(limit)
} else console.log('blackbox_exporter is not installed: apt-get install prometheus-blackbox-exporter')

target.disconnect()
rmSync(folder, { recursive: true, force: true })

/** What the target saw of the schedule. */
function timingLimits(
  asked: ReadonlyMap<string, readonly number[]>,
  { startedAt, missed, late }: ServerReport,
): Limit[] {
  const series = [...asked.values()]
  const gapErrors = series.flatMap((times) =>
    times.slice(1).map((at, index) => Math.abs(at - (times[index] ?? 0) - EVERY_MS)),
  )
  const drifts = series.map((times) => Math.abs((times.at(-1) ?? 0) - (times[0] ?? 0) - (times.length - 1) * EVERY_MS))
  const inFirst = series.filter(([first]) => first !== undefined && first - startedAt <= EVERY_MS).length
  const perSecond = Map.groupBy(series.flat(), (at) => Math.floor((at - startedAt) / 1000))
  const busiest = Math.max(...[...perSecond.values()].map(({ length }) => length))
  return [
    { what: 'slots missed', value: missed, unit: '', most: 0 },
    { what: 'slots late', value: late, unit: '' },
    {
      what: 'checks asked within their first interval',
      value: inFirst,
      unit: '',
      least: Math.min(CHECKS, (CHECKS * seconds * 1000) / EVERY_MS),
    },
    { what: 'gap between two checks of a target, off by, median', value: quantile(gapErrors, 0.5), unit: 'ms' },
    { what: 'gap between two checks of a target, off by, p99', value: quantile(gapErrors, 0.99), unit: 'ms', most: 15 },
    { what: 'gap between two checks of a target, off by, at most', value: quantile(gapErrors, 1), unit: 'ms' },
    { what: 'drift from the first to the last, median', value: quantile(drifts, 0.5), unit: 'ms', most: 5 },
    { what: 'busiest second to its even share', value: busiest / (CHECKS / (EVERY_MS / 1000)), unit: '', most: 1.2 },
  ]
}

function costLimits({ cpuMs, results, failed, residentMb }: ServerReport): Limit[] {
  return [
    { what: 'results, judged and stored', value: results, unit: '' },
    { what: 'results other than up', value: failed, unit: '', most: 0 },
    { what: 'CPU a check, all in', value: cpuMs / results, unit: 'ms', most: 0.5 },
    { what: 'resident memory, at most', value: residentMb, unit: 'MB', most: 150 },
  ]
}

async function load(kind: string): Promise<LoadReport> {
  return heard<LoadReport>(start(files.load, [kind, port, LOAD_SECONDS]))
}

async function loadBlackbox({
  pid,
  probe,
}: {
  pid: number
  probe: (url: string) => Promise<string>
}): Promise<LoadReport> {
  const run = async (ms: number): Promise<number> => {
    const end = performance.now() + ms
    let probes = 0
    const worker = async () => {
      for (; performance.now() < end; probes++) {
        if (!(await probe(`http://127.0.0.1:${port}/load`)).includes('probe_success 1')) throw new Error('it failed')
      }
    }
    await Promise.all(Array.from({ length: 10 }, worker))
    return probes
  }
  await run(2000)
  await sleep(200)
  const before = cpuMsOf(pid)
  const probes = await run(LOAD_SECONDS * 1000)
  return { probes, cpuMs: cpuMsOf(pid) - before, seconds: LOAD_SECONDS }
}

function perCpuSecond(what: string, { probes, cpuMs }: LoadReport): number {
  const value = (probes * 1000) / cpuMs
  printLimit({ what, value, unit: '' })
  return value
}
