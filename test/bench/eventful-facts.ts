import type { Component } from '#domain/component.ts'
import type { Facts } from '#domain/facts.ts'
import type { Incident } from '#domain/incident.ts'
import type { LatencyBucket } from '#domain/latency.ts'
import { isPublished } from '#domain/public-incident.ts'
import { HOUR_MS, hourOf } from '#domain/rollup.ts'
import { checkOf, componentOf, factsOf, incidentOf, NOW, occurrenceOf, transitionOf } from '../facts.ts'

const CHECKS_EACH = 3
const OUTAGES_EACH = 20
const INCIDENTS = 60
const WINDOWS = 15
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** As many components as are asked for, with three checks each. */
export function manyComponents(count: number): Component[] {
  return Array.from({ length: count }, (_, n) =>
    componentOf(`component-${n}`, {
      checks: Array.from({ length: CHECKS_EACH }, (_, k) => checkOf(`check-${n}-${k}`)),
    }),
  )
}

/**
 * Ninety eventful days: each check failed every fourth day, an incident began on two days of three, and maintenance is
 * planned.
 *
 * @param open  how many of the incidents, the newest first, are not over
 */
export function eventfulFacts(components: readonly Component[], open = INCIDENTS): Facts {
  const idOf = (n: number) => components[n % components.length]?.id ?? ''
  const incidents = Array.from({ length: INCIDENTS }, (_, n) => eventfulIncident(n, idOf(n), n < open))
  const occurrences = Array.from({ length: WINDOWS }, (_, n) =>
    occurrenceOf(`mnt_${n}`, NOW + (n - 3) * 30 * DAY_MS, { components: [idOf(n)] }),
  )
  const impacts = incidents.filter(isPublished).flatMap((incident) => incident.impacts)
  const latencies = new Map(components.map(({ id }, n) => [id, latenciesOf(n)]))
  return factsOf(components, { transitions: transitionsOf(components), latencies, incidents, impacts, occurrences })
}

/** How fast a component answered in the last 24 hours. */
function latenciesOf(n: number): LatencyBucket[] {
  return Array.from({ length: 24 }, (_, k) => {
    const from = hourOf(NOW) - (23 - k) * HOUR_MS
    const p50Ms = 60 + ((n * 7 + k * 13) % 40)
    return { from, to: from + HOUR_MS, count: 120, p50Ms, p95Ms: p50Ms * 2 + ((n + k * 31) % 90), p99Ms: p50Ms * 5 }
  })
}

function eventfulIncident(n: number, component: string, isOpen: boolean): Incident {
  const at = NOW - n * DAY_MS
  const over = { status: 'resolved', startedAt: at - 90 * MINUTE_MS, resolvedAt: at } as const
  return incidentOf(`inc_${n}`, at, {
    components: [{ id: component, impact: 'partial_outage' }],
    message: '**We look into it.** Requests to some components fail.\n\n- Retry later\n- Follow this page\n'.repeat(5),
    ...(!isOpen && over),
  })
}

function transitionsOf(components: readonly Component[]): Facts['transitions'] {
  const checks = components.flatMap((one) => one.checks)
  return checks.flatMap(({ id }, n) =>
    Array.from({ length: OUTAGES_EACH }, (_, k) => {
      const at = NOW - 89 * DAY_MS + k * 4 * DAY_MS + n * 7 * MINUTE_MS
      const down = transitionOf(id, at, { verdict: 'down', reasonCode: 'timeout' })
      return [down, transitionOf(id, at + (n % 40) * MINUTE_MS + MINUTE_MS)]
    }).flat(),
  )
}
