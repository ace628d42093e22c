import type { Component } from '#domain/component.ts'
import { decisiveChecks } from '#domain/component-record.ts'
import type { AlertRule } from './rule.ts'
import { oneOf, type Select } from './selector.ts'

/** How far the metrics may lag behind the evidence: what is published is renewed every ten seconds. */
const LAG_MS = 15_000

/** What is told of components. */
export function componentRules(components: readonly Component[], select: Select): AlertRule[] {
  return [
    outage(select, {
      alert: 'StatusComponentDown',
      status: 'major_outage',
      severity: 'critical',
      summary: '{{ $labels.component }} is down',
    }),
    outage(select, {
      alert: 'StatusComponentPartlyDown',
      status: 'partial_outage',
      severity: 'warning',
      summary: '{{ $labels.component }} is partly down',
    }),
    ...evidenceRules(components, select),
  ]
}

function outage(
  select: Select,
  {
    alert,
    status,
    severity,
    summary,
  }: Pick<AlertRule, 'alert'> & Pick<AlertRule['labels'], 'severity'> & { status: string; summary: string },
): AlertRule {
  // Of whatever component there is: one that came after the rules were made is told of too.
  const is = (metric: string) => `${select(metric, `status="${status}"`)} == 1`
  return {
    alert,
    // What checks see in maintenance is expected, and of what people tell they know.
    expr: `${is('status_component_status')}\nand ${is('status_component_raw_status')}`,
    labels: { severity },
    annotations: { summary, description: 'Its checks failed as often in a row as an outage is believed after.' },
  }
}

/** Silence is told whatever people say meanwhile: of each component after as long as its results vouch for it. */
function evidenceRules(components: readonly Component[], select: Select): AlertRule[] {
  const watched = components.filter((component) => decisiveChecks(component).length > 0)
  if (watched.length === 0) return []
  const stale = [...byLimit(watched)].flatMap(([limit, ids]) => {
    const matcher = oneOf('component', ids)
    const unknown = select('status_component_raw_status', matcher, 'status="unknown"')
    return [
      `${select('status_evidence_age_seconds', matcher)} > ${limit}`,
      // Of a new component nothing is known until its first answer is due.
      `max without (status) (${unknown} == 1 and ${unknown} offset ${limit}s == 1)`,
    ]
  })
  return [
    {
      alert: 'StatusEvidenceStale',
      expr: stale.join('\nor '),
      for: '30s',
      labels: { severity: 'critical' },
      annotations: {
        summary: 'Nothing is known of {{ $labels.component }}',
        description: 'Its newest definite result vouches for it no more: the prober stands still, or cannot see.',
      },
    },
  ]
}

/** The components by how old their evidence may be, in seconds. */
function byLimit(components: readonly Component[]): Map<number, string[]> {
  const limits = new Map<number, string[]>()
  for (const component of components) {
    const staleAfterMs = Math.max(...decisiveChecks(component).map(({ policy }) => policy.staleAfterMs))
    const limit = Math.ceil((staleAfterMs + LAG_MS) / 1000)
    limits.set(limit, [...(limits.get(limit) ?? []), component.id])
  }
  return limits
}
