import type { Component } from './component.ts'
import { componentRecord } from './component-record.ts'
import type { Facts } from './facts.ts'
import { reasonFor } from './public-reason.ts'
import type { Status } from './status.ts'
import { type ComponentRecord, type Interval, timeline } from './timeline.ts'

const LOOKED_BACK_MS = 7 * 86_400_000

/** How a component does by what the checks say, whatever people tell of it. */
export interface Disturbance {
  id: string
  name: string
  /** What the checks alone say. */
  raw: Status
  /** Since when they say just that. */
  rawSince: number
  /** Since when it has been in partial or major outage and not under maintenance; `null` while it is not. */
  failingSince: number | null
  /** Why, in plain words; `null` where nothing is known. */
  reason: string | null
}

/** How each public component does at an instant, by the checks alone. */
export function disturbances(facts: Facts, at: number): Disturbance[] {
  return facts.configuration.components
    .filter((component) => !component.private)
    .map((component) => disturbanceOf(component, facts, at))
}

/** The status of a component by its checks alone. */
export function rawStatus(record: ComponentRecord, at: number): Status {
  return timeline(withoutPeople(record), at, at + 1)[0]?.status ?? 'unknown'
}

function disturbanceOf(component: Component, facts: Facts, at: number): Disturbance {
  const { id, name } = component
  const record = componentRecord(component, facts, at)
  const from = at - LOOKED_BACK_MS
  const now = timeline(withoutPeople(record), from, at + 1).at(-1)
  const raw = now?.status ?? 'unknown'
  const seen = timeline({ ...record, incidents: [] }, from, at + 1)
  const reason = reasonFor(component, raw, facts)?.text ?? null
  return { id, name, raw, rawSince: now?.from ?? at, failingSince: startOfFailure(seen), reason }
}

function withoutPeople(record: ComponentRecord): ComponentRecord {
  return { ...record, maintenance: [], incidents: [] }
}

/** When the unbroken run of outages began that reaches up to now. */
function startOfFailure(intervals: readonly Interval[]): number | null {
  const isOutage = ({ status }: Interval) => status === 'partial_outage' || status === 'major_outage'
  const calm = intervals.findLastIndex((interval) => !isOutage(interval))
  return intervals[calm + 1]?.from ?? null
}
