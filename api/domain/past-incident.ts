import type { ImpactSpan, Incident } from './incident.ts'
import type { Tense } from './past.ts'

/**
 * An incident as it stood at `t`, with what had been said of it by then; `undefined` when there was none, or nobody was
 * told of it. By all we know now it was over when it was over, as the page said when that was told. Of what can be changed
 * without a trace here (title, messages put right) the present wording is kept; what is not known to have been so then,
 * as a promise of an update, is left out.
 */
export function pastIncident(incident: Incident, { tense, t }: { tense: Tense; t: number }): Incident | undefined {
  const { publishedAt, startedAt, updatedAt } = incident
  if (startedAt > t || publishedAt === null || (tense === 'asOf' && publishedAt > t)) return undefined
  if (updatedAt <= t) return incident
  const updates = incident.updates.filter(({ at }) => at <= t)
  const then = { ...incident, updates, nextUpdateBy: null, postmortem: null }
  if (tense === 'at') return { ...then, ...trueAt(incident, t) }
  return { ...then, ...saidAt(incident, t) }
}

type Standing = Pick<Incident, 'resolvedAt' | 'impacts'>

/** What was true at `t`, by all we know now. */
function trueAt({ resolvedAt, impacts }: Standing, t: number): Standing {
  if (resolvedAt !== null && resolvedAt <= t) return { resolvedAt, impacts }
  const begun = impacts.filter(({ startsAt }) => startsAt <= t)
  return { resolvedAt: null, impacts: begun.map((span) => (isOver(span, t) ? span : { ...span, endsAt: null })) }
}

/** What the newest message of that time said. */
function saidAt({ resolvedAt, impacts, startedAt, updates }: Incident, t: number): Standing {
  const newest = updates.findLast(({ at }) => at <= t)
  if (newest?.status === 'resolved') return { resolvedAt, impacts }
  const said = newest?.components ?? []
  return { resolvedAt: null, impacts: said.map((impact) => ({ ...impact, startsAt: startedAt, endsAt: null })) }
}

function isOver({ endsAt }: ImpactSpan, t: number): boolean {
  return endsAt !== null && endsAt <= t
}
