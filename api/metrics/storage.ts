import { Counter, type Registry } from 'prom-client'

export interface StorageMetrics {
  /** So many results had no room to wait while nothing could be stored. */
  onDropped(results: number): void
}

/** How the record keeps up. */
export function storageMetrics(registers: Registry[]): StorageMetrics {
  const dropped = new Counter({
    name: 'status_results_dropped_total',
    help: 'Results that were lost: while nothing could be stored, no more could wait',
    registers,
  })
  return { onDropped: (results) => dropped.inc(results) }
}
