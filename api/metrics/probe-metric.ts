import type { Check } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import { type Family, oneLabel } from './exposition.ts'
import type { LastResults } from './last-results.ts'

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
 * Gauges that are read anew at each scrape: what the last probe did not see is gone with it, and so is all that it saw
 * once it vouches for nothing any more.
 */
export function probeFamilies(table: readonly ProbeMetric[], all: LastResults['all'], now: () => number): Family[] {
  return table.map(({ name, help, label = '', read }) => ({
    name,
    help,
    type: 'gauge',
    collect: (add, audience) => {
      const at = now()
      for (const { check, result, labels } of all(audience)) {
        const fresh = result !== null && at - result.at <= check.policy.staleAfterMs
        const value = fresh ? read(result, check) : null
        if (value === null) continue
        if (typeof value === 'number') add(labels, value)
        else for (const key in value) add(`${labels},${oneLabel(label, key)}`, value[key] ?? Number.NaN)
      }
    },
  }))
}

/** Milliseconds as seconds; `null` stays. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000
}
