import { openDatabase } from '#db/open.ts'
import { createLog } from '../../api/log.ts'
import { createMetrics } from '../../api/metrics/metrics.ts'
import { openRecord } from '../../api/record/record.ts'
import { createRecorder } from '../../api/record/recorder.ts'
import { createProber } from '../../probes/prober.ts'
import { componentOf, configurationOf } from '../facts.ts'
import { benchCheck } from './probes-check.ts'

/**
 * The server without its page: asks, judges, stores and counts as `api/main.ts` has it. Runs for so many seconds and
 * tells its parent what it cost.
 */
export interface ServerReport {
  /** When the schedule was started, ms since the epoch. */
  startedAt: number
  results: number
  failed: number
  done: number
  late: number
  missed: number
  /** CPU time from the start of the schedule until all was stored. */
  cpuMs: number
  residentMb: number
}

const [database = '', migrations = '', port = '', count = '', everyMs = '', seconds = ''] = process.argv.slice(2)
const now = Date.now
const monotonic = () => performance.now()
const stopwatch = () => {
  const from = performance.now()
  return () => performance.now() - from
}

const checks = Array.from({ length: Number(count) }, (_, index) =>
  benchCheck(Number(port), `check-${index}`, Number(everyMs)),
)
const configuration = configurationOf([componentOf('api', { checks })], { egressAllow: ['127.0.0.0/8'] })
const log = await createLog({ level: 'info', terminal: false })
const db = await openDatabase(`file:${database}`, migrations)
const metrics = createMetrics({ now })
const record = await openRecord(db, configuration, { publicUrl: 'http://127.0.0.1', at: now() })
const report: ServerReport = {
  startedAt: 0,
  results: 0,
  failed: 0,
  done: 0,
  late: 0,
  missed: 0,
  cpuMs: 0,
  residentMb: 0,
}

const recorder = createRecorder({
  now,
  store: record.store,
  onStored: ({ results }) => {
    for (const result of results) {
      report.results++
      if (result.outcome !== 'up') report.failed++
    }
  },
  onFailure: (error) => log.error({ err: error }, 'results could not be stored'),
  onDropped: metrics.onDropped,
})
recorder.remember(await record.remembered())
metrics.configure(configuration.components)

const prober = createProber({
  ...{ now, monotonic, stopwatch, onSlept: metrics.onSlept },
  record: (check, result) => {
    metrics.onResult(result)
    log.debug({ check: result.checkId, outcome: result.outcome, ms: result.durationMs }, 'asked')
    return recorder.record(check, result)
  },
  onSlot: (check, lateMs) => {
    metrics.onSlot(check, lateMs)
    report[lateMs > 1000 ? 'late' : 'done']++
  },
  onMissed: (check, missed) => {
    metrics.onMissed(check, missed)
    report.missed += missed
  },
  onFault: (_check, error) => log.error({ err: error }, 'a check could not be asked'),
})

const residentMb = () => process.memoryUsage.rss() / 2 ** 20
const house = setInterval(() => {
  recorder.expire()
  report.residentMb = Math.max(report.residentMb, residentMb())
}, 1000)
report.startedAt = performance.timeOrigin + performance.now()
const before = process.cpuUsage()
prober.start(configuration)
setTimeout(async () => {
  await prober.stop()
  await recorder.flush()
  const { user, system } = process.cpuUsage(before)
  report.cpuMs = (user + system) / 1000
  clearInterval(house)
  await db.close()
  process.send?.(report, () => process.exit())
}, Number(seconds) * 1000)
