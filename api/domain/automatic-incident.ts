import type { AutomaticPolicy } from './automatic-policy.ts'
import type { Disturbance } from './disturbance.ts'
import { openImpacts, type StatedImpacts } from './impact-spans.ts'
import type { Incident } from './incident.ts'
import { isFull, type NewIncident, type NewUpdate } from './incident-change.ts'
import { whatIsWrong } from './sentence.ts'
import type { Impact, Status } from './status.ts'

/** What follows from what the checks see. */
export type Decision = { kind: 'open'; wanted: NewIncident } | { kind: 'update'; incident: Incident; wanted: NewUpdate }

/** What fails so soon after the first is one disturbance. */
const TOGETHER_MS = 5 * 60_000

/**
 * What is to be told of outages without a person: which incident is opened, joined, followed or resolved. One that a
 * person has written to is left alone, and so are its components.
 *
 * @param incidents  those that are not resolved, whoever opened them
 * @param at         ms since the epoch
 */
export function automaticDecisions(
  seen: readonly Disturbance[],
  incidents: readonly Incident[],
  policy: AutomaticPolicy,
  at: number,
): Decision[] {
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null)
  const named = new Set(open.flatMap(({ impacts }) => impacts.map(({ id }) => id)))
  const followed = open.filter(({ automatic, touchedAt }) => automatic && touchedAt === null)
  let unnamed = seen.filter(({ id, failingSince }) => failingSince !== null && !named.has(id))
  const decisions: Decision[] = []
  for (const incident of followed) {
    const joining = isFull(incident) ? [] : unnamed.filter((one) => isTogether(one, incident.startedAt))
    unnamed = unnamed.filter((one) => !joining.includes(one))
    const wanted = follow(incident, seen, joining)
    if (wanted) decisions.push({ kind: 'update', incident, wanted })
  }
  return [...decisions, ...openings(unnamed, policy, at)]
}

function isTogether({ failingSince }: Disturbance, startedAt: number): boolean {
  return failingSince !== null && Math.abs(failingSince - startedAt) <= TOGETHER_MS
}

/** A new incident for what has failed for long enough, with whatever else fails at the same time. */
function openings(unnamed: readonly Disturbance[], policy: AutomaticPolicy, at: number): Decision[] {
  const [first] = unnamed.toSorted((a, b) => sinceOf(a) - sinceOf(b))
  if (!first || at - sinceOf(first) < policy.afterMs) return []
  const gathered = unnamed.filter((one) => isTogether(one, sinceOf(first)))
  const rest = unnamed.filter((one) => !gathered.includes(one))
  return [{ kind: 'open', wanted: opening(gathered, sinceOf(first), policy) }, ...openings(rest, policy, at)]
}

function opening(gathered: readonly Disturbance[], startedAt: number, { publish }: AutomaticPolicy): NewIncident {
  const components = gathered.map((one) => ({ id: one.id, impact: impactOf(one.raw), startsAt: sinceOf(one) }))
  const named = gathered.map(({ name, raw }) => ({ name, status: raw }))
  return {
    title: whatIsWrong(named),
    status: 'investigating',
    components,
    message: `Our monitoring found this:\n\n${gathered.map((one) => `- ${told(one, sinceOf(one))}`).join('\n')}`,
    startedAt,
    resolvedAt: null,
    nextUpdateBy: null,
    private: false,
    draft: !publish,
  }
}

/** What is new of the components of an incident, and of those that join it; `undefined` when nothing is. */
function follow(
  incident: Incident,
  seen: readonly Disturbance[],
  joining: readonly Disturbance[],
): NewUpdate | undefined {
  const ids = new Set(incident.impacts.map(({ id }) => id))
  const before = new Map(openImpacts(incident.impacts).map(({ id, impact }) => [id, impact]))
  const changed = seen.filter((one) => ids.has(one.id) && isNews(one, before.get(one.id)))
  // Who is not watched any more is not told of any more.
  const gone = [...before.keys()].filter((id) => !seen.some((one) => one.id === id))
  const news = [...changed, ...joining]
  if (news.length + gone.length === 0) return undefined
  const stated: StatedImpacts = Object.fromEntries([
    ...news.map(({ id, raw }) => [id, raw === 'operational' ? raw : impactOf(raw)] as const),
    ...gone.map((id) => [id, 'operational'] as const),
  ])
  const suffering = new Set(
    [...before.keys(), ...news.map(({ id }) => id)].filter((id) => stated[id] !== 'operational'),
  )
  const isOver = suffering.size === 0
  if (isFull(incident) && !isOver) return undefined
  const since = Object.fromEntries(news.map((one) => [one.id, Math.max(changeOf(one), incident.startedAt)]))
  const lines = [
    ...news.map((one) => `- ${told(one, changeOf(one))}`),
    ...gone.map((id) => `- ${id} is not watched any more`),
  ]
  return {
    message: `${isOver ? 'All of it has recovered' : 'Our monitoring found this'}:\n\n${lines.join('\n')}`,
    status: isOver ? 'resolved' : null,
    components: stated,
    since,
    nextUpdateBy: null,
    resolvedAt: isOver && news.length > 0 ? Math.max(...Object.values(since)) : null,
  }
}

/** Whether a component does otherwise than its incident says. Silence is no recovery, and slowness no new outage. */
function isNews({ raw, failingSince }: Disturbance, stated: Impact | undefined): boolean {
  if (raw === 'unknown') return false
  if (stated === undefined) return failingSince !== null
  return raw !== stated
}

function changeOf({ raw, rawSince, failingSince }: Disturbance): number {
  return raw === 'operational' ? rawSince : Math.max(rawSince, failingSince ?? rawSince)
}

function sinceOf({ failingSince, rawSince }: Disturbance): number {
  return failingSince ?? rawSince
}

/** An outage that is seen is one of the three that can be told. */
function impactOf(status: Status): Impact {
  return status === 'partial_outage' || status === 'degraded_performance' ? status : 'major_outage'
}

const PREDICATES: Readonly<Record<Impact | 'operational', string>> = {
  operational: 'has recovered',
  degraded_performance: 'is degraded',
  partial_outage: 'is partly down',
  major_outage: 'is down',
}

/** `API is down since 2026-11-23 15:02:05 UTC: It refuses connections` */
function told({ name, raw, reason }: Disturbance, since: number): string {
  const instant = `${new Date(since).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  if (raw === 'operational') return `${name} ${PREDICATES.operational} at ${instant}`
  return `${name} ${PREDICATES[impactOf(raw)]} since ${instant}${reason === null ? '' : `: ${reason}`}`
}
