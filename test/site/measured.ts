import { LATENCY_WINDOWS, type LatencyHistory, latencyHistory, latencySpans } from '#domain/latency.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import type { PublicCheck } from '#domain/public-check.ts'
import type { PublicComponent } from '#domain/public-view.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { NOW, TIMEZONE } from './view.ts'

/** How many answers an hour has. */
const ANSWERS = 60

/**
 * How fast a component answered: slower by day, with one slow hour in forty, and a gap of nine hours. Of one that never
 * was observed there is nothing.
 */
export function latencyOf({ evidenceAt }: Pick<PublicComponent, 'evidenceAt'>): LatencyHistory[] {
  return LATENCY_WINDOWS.map((window) => {
    const spans = latencySpans(window, NOW, TIMEZONE)
    const from = Math.ceil((spans[0]?.from ?? NOW) / HOUR_MS)
    const numbers = Array.from({ length: Math.floor(NOW / HOUR_MS) - from + 1 }, (_, n) => from + n)
    const hours =
      evidenceAt === null ? [] : numbers.filter(isObserved).map((n) => ({ hour: n * HOUR_MS, latency: hourOf(n) }))
    return latencyHistory(window, spans, hours)
  })
}

const LAST = Math.floor(NOW / HOUR_MS)

function isObserved(hour: number): boolean {
  const ago = LAST - hour
  return (ago < 8 || ago > 16 || ago === 12) && (ago < 24 * 30 || ago > 24 * 33)
}

function hourOf(hour: number) {
  const typical = 90 + 30 * Math.sin((hour % 24) / 4) + (hour % 40 === 0 ? 240 : 0)
  return sketchOf(
    Array.from({ length: ANSWERS }, (_, n) => typical * (0.8 + 0.4 * (n / ANSWERS)) + (n % 30 === 7 ? typical : 0)),
  )
}

/** Three checks: one that says what the component shows, one that is well, and one that was never asked. */
export function checksOf({ rawStatus, reason, evidenceAt }: PublicComponent): PublicCheck[] {
  const last = { region: 'local', outcome: 'up', latencyMs: 84, reason: null } as const
  const isWell = rawStatus === 'operational'
  const none = { since: null, lastResult: null, reason: null } as const
  if (evidenceAt === null) return [{ id: 'health', name: null, kind: 'http', verdict: 'unknown', ...none }]
  return [
    {
      ...{ id: 'health', name: 'Answers', kind: 'http', verdict: isWell ? 'up' : 'down', since: NOW - HOUR_MS, reason },
      lastResult: { ...last, at: evidenceAt, outcome: isWell ? 'up' : 'down', latencyMs: isWell ? 84 : 1240 },
    },
    {
      id: 'port',
      name: null,
      kind: 'tcp',
      verdict: 'up',
      since: null,
      lastResult: { ...last, at: evidenceAt - 9000 },
      reason: null,
    },
    { id: 'nightly-export', name: 'Export of the night', kind: 'heartbeat', verdict: 'unknown', ...none },
  ]
}
