import { Counter, Histogram, type Registry } from 'prom-client'

export interface ProberMetrics {
  /** A slot of a check of this region was begun, so many ms after it was due. */
  onLateness(region: string, lateMs: number): void
  /** The machine or the process slept. */
  onSlept(ms: number): void
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** How the prober as a whole keeps its times. */
export function proberMetrics(registers: Registry[]): ProberMetrics {
  const lateness = new Histogram({
    name: 'status_check_lateness_seconds',
    help: 'How long after they were due checks were begun',
    labelNames: ['region'],
    buckets: BUCKETS,
    registers,
  })
  const slept = new Counter({
    name: 'status_prober_slept_seconds_total',
    help: 'Time that nobody lived through: a suspended machine, a stopped process, or a wall clock set forward',
    registers,
  })
  return {
    onLateness: (region, lateMs) => lateness.observe({ region }, lateMs / 1000),
    onSlept: (ms) => slept.inc(ms / 1000),
  }
}
