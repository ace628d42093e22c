import * as z from 'zod'
import type { Slo } from '#domain/slo.ts'
import { duration } from './scalars.ts'

const DAY_MS = 86_400_000

/** The uptime that is promised of a component, as it is written: `objective: 99.9`, a percentage. */
export const slo = z.strictObject({
  objective: z
    .number()
    .refine((percent) => percent > 0 && percent < 100, 'a percentage between 0 and 100, such as 99.9')
    .describe('The share of the time, as a percentage below 100'),
  period: duration
    .refine((ms) => ms % DAY_MS === 0 && ms >= DAY_MS && ms <= 90 * DAY_MS, 'whole days, from 1d to 90d')
    .prefault('30d')
    .describe('Over how many days, 1d to 90d'),
  public: z.boolean().default(false).describe('Whether it is shown on the page of the component'),
})

/** An objective with its ratio: 99.9 is 0.999, and not the 0.9990000000000001 of floats. */
export function toSlo({ objective, period, public: shown }: z.infer<typeof slo>): Slo {
  return { objective: Number((objective / 100).toPrecision(12)), periodMs: period, public: shown }
}
