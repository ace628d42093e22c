import type { SloReport } from '#domain/slo.ts'
import { HOUR, MINUTE } from './view.ts'

const promised = { objective: 0.999, periodMs: 30 * 24 * HOUR, coverage: 1 }
const totalMs = 43.2 * MINUTE

/** Every way in which an objective may stand. */
export const OBJECTIVES: Readonly<Record<string, SloReport>> = {
  unspent: { ...promised, uptime: 1, budget: { totalMs, spentMs: 0, remaining: 1 } },
  'partly spent': { ...promised, uptime: 0.9995, budget: { totalMs, spentMs: totalMs / 2, remaining: 0.5 } },
  missed: { ...promised, uptime: 0.99, budget: { totalMs, spentMs: 10 * totalMs, remaining: -9 } },
  'nothing observed': { ...promised, uptime: null, coverage: 0, budget: null },
}
