import type { AdviceByReason } from './advice.ts'
import type { Check } from './check.ts'
import type { Slo } from './slo.ts'

/** A part of the service that visitors know by name. */
export interface Component {
  id: string
  name: string
  description: string | null
  group: string | null
  private: boolean
  /** What its readers can do; goes before the advice for all components. */
  advice: AdviceByReason
  /** What is promised of it; `null` for nothing. */
  slo: Slo | null
  checks: readonly Check[]
}

/** Components shown together. */
export interface Group {
  id: string
  name: string
}

export interface Link {
  label: string
  href: string
}

/** The page as its owner names it. */
export interface Page {
  name: string
  /** IANA zone in which the page counts its days. */
  timezone: string
  links: readonly Link[]
  support: readonly Link[]
}
