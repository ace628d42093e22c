import type { Component } from './component.ts'
import type { Facts } from './facts.ts'
import type { Incident } from './incident.ts'
import { type PublicOccurrence, publicOccurrences, upcoming } from './public-occurrence.ts'
import { type PublicComponent, type PublicView, toPublicComponents } from './public-view.ts'

/** What holders of a token may know of how things stand: what the public view says, and what it leaves out as private. */
export interface OperatorView {
  /** In configured order. */
  components: readonly PublicComponent[]
  /** Those that are published, to the public or to operators only. */
  incidents: readonly Pick<Incident, 'resolvedAt'>[]
  /** In progress first, then what is to come, by start. */
  maintenance: readonly Pick<PublicOccurrence, 'state' | 'startsAt'>[]
}

/**
 * Adds to a view what is private of the facts that it was made from. Only what is missing is reckoned. A component's
 * private checks decide nothing here either.
 */
export function toOperatorView(
  facts: Facts,
  { at, components: shown }: Pick<PublicView, 'at' | 'components'>,
): OperatorView {
  const { components } = facts.configuration
  const hidden = components.filter(({ private: isHidden, slo }) => isHidden || slo?.public === false).map(unhidden)
  const known = new Map([...shown, ...toPublicComponents(hidden, facts, at)].map((one) => [one.id, one]))
  return {
    components: components.flatMap(({ id }) => known.get(id) ?? []),
    incidents: facts.incidents.filter(({ publishedAt }) => publishedAt !== null),
    maintenance: upcoming(publicOccurrences(facts, components, at), at),
  }
}

/** A component of which nothing is kept from who reads of it, but for private checks. */
export function unhidden(component: Component): Component {
  const { slo } = component
  return { ...component, private: false, slo: slo && { ...slo, public: true } }
}
