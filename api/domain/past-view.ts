import type { Evidence, Facts } from './facts.ts'
import { held, wasHeld } from './instant.ts'
import type { Tense } from './past.ts'
import { pastIncident } from './past-incident.ts'
import { type PublicComponent, type PublicView, toPublicView } from './public-view.ts'
import { isCurrent, type Recorded } from './timeline.ts'

interface When {
  tense: Tense
  /** Ms since the epoch; it has passed. */
  t: number
}

/**
 * The page as it was at `t`: what was true by all we know now, or what it said. What was measured then and is not on
 * record any more (the last answers, how fast they came) it does not tell, nor when anything was last checked.
 *
 * @param facts  with the transitions of the days that it showed
 */
export function pastView(facts: Facts, { tense, t }: When): PublicView {
  const view = toPublicView(factsAt(facts, { tense, t }), t)
  return { ...view, evidenceAt: null, help: [], components: view.components.map(withoutMeasurements) }
}

function factsAt(facts: Facts, { tense, t }: When): Facts {
  const isKnown = tense === 'at' ? () => true : ({ recordedAt }: { recordedAt: number }) => recordedAt <= t
  return {
    ...facts,
    // Verdicts of a later time must not be taken for the last.
    transitions: facts.transitions.filter((one) => one.at <= t && isKnown(one)),
    evidence: facts.evidence.map(withoutAnswer),
    occurrences: known(facts.occurrences, { tense, t }),
    impacts: known(facts.impacts, { tense, t }),
    incidents: facts.incidents.flatMap((incident) => pastIncident(incident, { tense, t }) ?? []),
  }
}

/** What people had entered and not taken back: by now, or by `t`. */
function known<Fact extends Recorded & { startsAt: number }>(facts: readonly Fact[], { tense, t }: When): Fact[] {
  if (tense === 'at') return facts.filter(isCurrent)
  return facts.filter((fact) => wasHeld({ ...fact, from: fact.startsAt }, t)).map(held)
}

/** That something answered vouches for what was so before, but what it said was later. */
function withoutAnswer(evidence: Evidence): Evidence {
  const none = { lastAt: null, lastOutcome: null, lastDurationMs: null, lastReasonCode: null, definite: null }
  return { ...evidence, ...none }
}

function withoutMeasurements(component: PublicComponent): PublicComponent {
  return { ...component, evidenceAt: null, vouchedUntil: null, advice: null, latency: [], checks: [] }
}
