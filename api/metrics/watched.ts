import type { Check } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import { type Audience, labelText } from './exposition.ts'

/** A configured check, with its labels as they are printed: a scrape prints them a dozen times. */
export interface Watched {
  check: Check
  /** Whether it, or its component, is private. */
  hidden: boolean
  /** `component`, `check` and `region`. */
  labels: string
  /** `check` and `region`. */
  shortLabels: string
}

/** Every check of a configuration, private ones among them. */
export function watchedOf(components: readonly Component[]): Watched[] {
  return components.flatMap((component) =>
    component.checks.map((check) => {
      const { id, region } = check
      const shortLabels = labelText({ check: id, region })
      const labels = `${labelText({ component: component.id })},${shortLabels}`
      return { check, hidden: component.private || check.private, labels, shortLabels }
    }),
  )
}

/** Whether somebody may read of a check. */
export function isShown({ hidden }: Pick<Watched, 'hidden'>, audience: Audience): boolean {
  return !hidden || audience === 'all'
}
