import type { Kit } from './kit.ts'

/** What the probes saw and what it made us believe. Rows are only ever added, and dropped by age. */
export const evidenceTables = ({ table, key, text, at, ms, integer, bytes, primaryKey, index }: Kit) => {
  /** Keyed by time first, so that rows are appended and the oldest are dropped in one piece. */
  const results = table(
    'results',
    {
      at: at('at').notNull(),
      checkKey: integer('check_key').notNull(),
      regionKey: integer('region_key').notNull(),
      /** The position in `OUTCOMES`. */
      outcome: integer('outcome').notNull(),
      durationMs: ms('duration_ms').notNull(),
      reasonCode: text('reason_code'),
      detail: text('detail'),
      /** The trace of how it was found, where it is not `up` and traces were kept. */
      traceId: text('trace_id'),
    },
    (row) => [primaryKey({ columns: [row.at, row.checkKey, row.regionKey] })],
  )
  const verdictTransitions = table(
    'verdict_transitions',
    {
      key: key('key'),
      checkKey: integer('check_key').notNull(),
      regionKey: integer('region_key').notNull(),
      at: at('at').notNull(),
      recordedAt: at('recorded_at').notNull(),
      verdict: text('verdict').notNull(),
      reasonCode: text('reason_code'),
    },
    (row) => [index('verdict_transitions_by_check').on(row.checkKey, row.regionKey, row.at)],
  )
  const hourlyRollups = table(
    'hourly_rollups',
    {
      hour: at('hour').notNull(),
      checkKey: integer('check_key').notNull(),
      regionKey: integer('region_key').notNull(),
      up: integer('up').notNull(),
      degraded: integer('degraded').notNull(),
      down: integer('down').notNull(),
      unknown: integer('unknown').notNull(),
      /** The latencies of `up` and `degraded` results as a mergeable sketch. */
      latencySketch: bytes('latency_sketch'),
    },
    (row) => [primaryKey({ columns: [row.hour, row.checkKey, row.regionKey] })],
  )
  /** When a prober of ours ran, so that its absence is nobody's outage. */
  const runMarks = table('run_marks', {
    key: key('key'),
    startedAt: at('started_at').notNull(),
    lastAliveAt: at('last_alive_at').notNull(),
    stoppedAt: at('stopped_at'),
  })
  return { results, verdictTransitions, hourlyRollups, runMarks }
}
