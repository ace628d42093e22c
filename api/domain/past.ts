import type { Component } from './component.ts'
import { componentRecord } from './component-record.ts'
import type { Facts } from './facts.ts'
import { statusAsOf, statusAt } from './instant.ts'
import { overall } from './overall.ts'
import type { Status } from './status.ts'
import { type Interval, timeline } from './timeline.ts'

/** `at` asks what was true, by all we know now; `asOf` what the page said. */
export type Tense = 'at' | 'asOf'

/** The status of the whole and of each public component at an instant. */
export interface PastStatus {
  status: Status
  components: readonly { id: string; status: Status }[]
}

/** The status at `t`, not after `now`, of what the page shows today. */
export function pastStatus(facts: Facts, { tense, t, now }: { tense: Tense; t: number; now: number }): PastStatus {
  const statusOf = tense === 'at' ? statusAt : statusAsOf
  const components = publicComponents(facts).map((component) => ({
    id: component.id,
    status: statusOf(componentRecord(component, facts, now), t),
  }))
  return { status: overall(components.map(({ status }) => status)), components }
}

/** The timeline of a public component over `[from, to)`, by all we know at `now`; `undefined` when there is none of this id. */
export function pastTimeline(
  facts: Facts,
  { id, from, to, now }: { id: string; from: number; to: number; now: number },
): Interval[] | undefined {
  const component = publicComponents(facts).find((one) => one.id === id)
  return component && timeline(componentRecord(component, facts, now), from, to)
}

function publicComponents({ configuration }: Facts): Component[] {
  return configuration.components.filter((component) => !component.private)
}
