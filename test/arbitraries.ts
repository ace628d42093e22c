import fc from 'fast-check'
import type { Impact } from '#domain/status.ts'
import type { ComponentRecord } from '#domain/timeline.ts'
import { VERDICTS } from '#domain/verdict.ts'

const IMPACTS: readonly Impact[] = ['degraded_performance', 'partial_outage', 'major_outage']
const instant = fc.nat(100)
const impact = fc.constantFrom(...IMPACTS)

const transition = fc
  .record({ at: instant, delay: fc.nat(20), verdict: fc.constantFrom(...VERDICTS) })
  .map(({ at, delay, verdict }) => ({ at, recordedAt: at + delay, verdict }))

const check = fc.record({
  regions: fc.dictionary(fc.constantFrom('eu', 'us', 'ap'), fc.array(transition, { maxLength: 8 })),
  worst: fc.option(impact),
})

/** What can be on record of a component between the instants 0 and 120, contradictions and all. */
export const componentRecord: fc.Arbitrary<ComponentRecord> = fc.record({
  checks: fc.array(check, { maxLength: 3 }),
  maintenance: fc.array(fc.record({ from: instant, to: instant }), { maxLength: 3 }),
  incidents: fc.array(fc.record({ from: instant, to: fc.option(instant), impact }), { maxLength: 3 }),
})
