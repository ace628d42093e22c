import type { ComponentImpact, ImpactSpan } from './incident.ts'
import type { Impact } from './status.ts'

/** What is said of components, by id: an impact, or that there is none any more. */
export type StatedImpacts = Readonly<Record<string, Impact | 'operational'>>

/** What is suffered where nothing has ended it. */
export function openImpacts(spans: readonly ImpactSpan[]): ComponentImpact[] {
  return spans.filter(({ endsAt }) => endsAt === null).map(({ id, impact }) => ({ id, impact }))
}

/** The spans once something else is said of some components, each from an instant on; the others go on. */
export function stateImpacts(
  spans: readonly ImpactSpan[],
  stated: StatedImpacts,
  from: (id: string) => number,
): ImpactSpan[] {
  const open = new Map(openImpacts(spans).map(({ id, impact }) => [id, impact]))
  const changed = Object.entries(stated).filter(([id, impact]) => (open.get(id) ?? 'operational') !== impact)
  const ended = new Set(changed.map(([id]) => id))
  const before = spans.map((span) =>
    span.endsAt === null && ended.has(span.id) ? { ...span, endsAt: from(span.id) } : span,
  )
  const begun = changed.flatMap(([id, impact]) =>
    impact === 'operational' ? [] : [{ id, impact, startsAt: from(id), endsAt: null }],
  )
  return [...before.filter(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt), ...begun]
}

/** The spans of a disturbance that was over at an instant: what reached beyond it ends there. */
export function endImpacts(spans: readonly ImpactSpan[], end: number): ImpactSpan[] {
  const first = Math.min(...spans.map(({ startsAt }) => startsAt))
  return spans
    .filter(({ startsAt }) => startsAt < end || startsAt === first)
    .map((span) => ({ ...span, endsAt: Math.min(span.endsAt ?? end, end) }))
}

/** The spans of a disturbance whose beginning is told anew: what began with it begins there. */
export function beginImpacts(
  spans: readonly ImpactSpan[],
  { before, start }: { before: number; start: number },
): ImpactSpan[] {
  return spans
    .map((span) => ({ ...span, startsAt: span.startsAt === before ? start : Math.max(span.startsAt, start) }))
    .filter(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt)
}
