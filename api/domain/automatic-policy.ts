/** When what the checks see becomes an incident. */
export interface AutomaticPolicy {
  /** How long a component has to be in partial or major outage. */
  afterMs: number
  /** Whether visitors are told at once, or a draft waits for a person. */
  publish: boolean
}
