import type { LatencyBucket } from '#domain/latency.ts'
import type { PublicAdvice } from '#domain/public-advice.ts'
import type { PublicCheck } from '#domain/public-check.ts'
import type { PublicComponent } from '#domain/public-view.ts'
import type { Outcome } from '#domain/result.ts'
import { hourOf } from '#domain/rollup.ts'
import type { Status } from '#domain/status.ts'
import type { Interval } from '#domain/timeline.ts'
import { HOUR, MINUTE, makeComponent, NOW, spell } from './view.ts'

/** The monthly maintenance as it was. */
export const MAINTAINED = ['2026-09-06T06:00Z', '2026-10-04T06:00Z', '2026-11-01T07:00Z'].map((from) =>
  spell('under_maintenance', from, 2 * HOUR),
)

const outagesOfTheApi = () => [
  spell('partial_outage', '2026-09-12T14:10Z', 5 * HOUR),
  spell('major_outage', '2026-10-17T02:00Z', 50 * MINUTE),
]
const slownessOfTheDashboard = () => [
  spell('degraded_performance', '2026-09-28T12:00Z', 16 * HOUR),
  spell('degraded_performance', '2026-09-29T08:00Z', 19 * HOUR),
]
export const gapsOfSync = () => [
  spell('unknown', '2026-08-31T04:00Z', 72 * HOUR),
  spell('degraded_performance', '2026-11-14T05:00Z', 30 * HOUR),
  spell('major_outage', '2026-11-16T09:00Z', 25 * MINUTE),
]

/** A check that was last asked seconds ago. */
export function makeCheck(id: string, name: string | null, outcome: Outcome = 'up', reason?: string): PublicCheck {
  const verdict = outcome
  const code = reason === undefined ? null : 'reason'
  return {
    ...{ id, name, kind: 'http', verdict, since: NOW - HOUR },
    lastResult: { at: NOW - 1000, region: 'local', outcome, latencyMs: 84, reason: code },
    reason: code === null || reason === undefined ? null : { code, text: reason },
  }
}

/** How fast a component answered in the last 24 hours, but for two of them. */
export function makeLatency(typicalMs: number): LatencyBucket[] {
  const last = hourOf(NOW)
  return Array.from({ length: 24 }, (_, n) => ({ from: last - (23 - n) * HOUR, n })).flatMap(({ from, n }) => {
    const p50Ms = typicalMs + ((n * 7) % 11) * (typicalMs / 20)
    const times = { p50Ms, p95Ms: p50Ms * 2 + (n === 15 ? typicalMs * 3 : ((n * 5) % 7) * 10), p99Ms: p50Ms * 4 }
    return n === 4 || n === 5 ? [] : [{ from, to: from + HOUR, count: 120, ...times }]
  })
}

const SAYS: Partial<Record<Status, Outcome>> = {
  degraded_performance: 'degraded',
  major_outage: 'down',
  unknown: 'unknown',
}

/** Scopien's four components. What ails each now comes after what its past had. */
export function scopien(
  now: { [id: string]: { status: Status; forMs: number; reason?: string; advice?: PublicAdvice } } = {},
): PublicComponent[] {
  const past: [id: string, name: string, description: string, spells: Interval[]][] = [
    ['api', 'API', 'Requests to api.scopien.com', [...MAINTAINED, ...outagesOfTheApi()]],
    ['dashboard', 'Dashboard', 'The web application', [...MAINTAINED, ...slownessOfTheDashboard()]],
    [
      'salesforce_sync',
      'Salesforce sync',
      'Keeps your records in step with Salesforce',
      [...MAINTAINED, ...gapsOfSync()],
    ],
    [
      'ai_assistant',
      'AI assistant',
      'Answers questions in the app',
      [spell('partial_outage', '2026-11-03T15:00Z', 42 * MINUTE)],
    ],
  ]
  return past.map(([id, name, description, spells]) => {
    const ailing = now[id]
    const known = { id, name, description, checks: checksOf(id, ailing), latency: makeLatency(80) }
    if (!ailing) return makeComponent(known, spells)
    const { status, forMs, reason, advice = null } = ailing
    return makeComponent({ ...known, advice, reason: reason ? { code: 'reason', text: reason } : null }, [
      ...spells,
      spell(status, NOW - forMs, forMs),
    ])
  })
}

/** The first says what is wrong. */
function checksOf(id: string, ailing: { status: Status; reason?: string } | undefined): PublicCheck[] {
  const first = makeCheck(`${id}-health`, 'Health', ailing && SAYS[ailing.status], ailing?.reason)
  return id === 'api' ? [first, makeCheck('api-authentication', 'Authentication')] : [first]
}
