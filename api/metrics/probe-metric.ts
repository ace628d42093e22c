import { Gauge, type Registry } from 'prom-client'
import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { type LastResult, labelsOf, PROBE_LABELS } from './last-results.ts'

/** A gauge that tells of the last probe of each check, under the name that blackbox_exporter gives it. */
export interface ProbeMetric {
  name: string
  help: string
  /** A label beside component, check and region. */
  label?: string
  /** Its value, or one by each value of its label; `null` where there is none. */
  read: (result: Result, check: Check) => number | null | Readonly<Record<string, number>>
}

/**
 * Gauges that are set anew at each scrape: what the last probe did not see is gone with it, and so is all that it saw
 * once it vouches for nothing any more.
 */
export function registerProbeMetrics(
  table: readonly ProbeMetric[],
  all: () => Iterable<LastResult>,
  { registers, now }: { registers: Registry[]; now: () => number },
): void {
  for (const { name, help, label, read } of table) {
    new Gauge({
      name,
      help,
      labelNames: label === undefined ? PROBE_LABELS : [...PROBE_LABELS, label],
      registers,
      collect() {
        this.reset()
        for (const { check, result } of all()) {
          const fresh = result !== null && now() - result.at <= check.policy.staleAfterMs
          const value = fresh ? read(result, check) : null
          if (value === null) continue
          const labels = labelsOf(check)
          if (typeof value === 'number') this.set(labels, value)
          else for (const [key, one] of Object.entries(value)) this.set({ ...labels, [label ?? '']: key }, one)
        }
      },
    })
  }
}

/** Milliseconds as seconds; `null` stays. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000
}
