import { Counter, Gauge, type Registry } from 'prom-client'
import { OUTCOMES } from '#domain/result.ts'
import { type LastResult, labelsOf, PROBE_LABELS } from './last-results.ts'

/** What is known of a check's results beside the newest. */
export function registerResultMetrics(registers: Registry[], all: () => Iterable<LastResult>): void {
  new Counter({
    name: 'status_check_runs_total',
    help: 'Probes run, by what they found',
    labelNames: ['check', 'region', 'outcome'],
    registers,
    collect() {
      this.reset()
      for (const { check, runs } of all()) {
        for (const outcome of OUTCOMES) this.inc({ check: check.id, region: check.region, outcome }, runs[outcome])
      }
    },
  })
  registerInstant(
    'status_check_last_run_timestamp_seconds',
    'When the check last had a result, in unix time',
    (last) => (last.result ? last.result.at : null),
  )
  registerInstant(
    'status_check_last_success_timestamp_seconds',
    'When the check was last up or degraded, in unix time',
    ({ lastSuccessAt }) => lastSuccessAt,
  )

  function registerInstant(name: string, help: string, read: (last: LastResult) => number | null): void {
    new Gauge({
      name,
      help,
      labelNames: PROBE_LABELS,
      registers,
      collect() {
        this.reset()
        for (const last of all()) {
          const at = read(last)
          if (at !== null) this.set(labelsOf(last.check), at / 1000)
        }
      },
    })
  }
}
