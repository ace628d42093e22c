/** An incident as the API gives it to operators, as far as it is shown here. */
export interface IncidentDocument {
  id: string
  title: string
  status: string
  impact: string | null
  components: readonly { id: string; impact: string }[]
  startedAt: string
  resolvedAt: string | null
  nextUpdateBy: string | null
  /** Markdown */
  postmortem: string | null
  publishedAt: string | null
  private: boolean
  automatic: boolean
  url: string
  updates: readonly { id: string; at: string; status: string; body: string }[]
}

/** An occurrence of maintenance, as far as it is shown here. */
export interface OccurrenceDocument {
  id: string
  seriesId: string | null
  title: string
  state: string
  startsAt: string
  endsAt: string
  movedFrom: string | null
  extendedFrom: string | null
  timezone: string
  components: readonly string[]
  expect: readonly string[]
  url: string
}

/** A component, as far as it is shown here. */
export interface ComponentDocument {
  id: string
  name: string
  status: string
  rawStatus?: string
  since: string | null
  reason: { code: string; text: string } | null
  checks?: readonly {
    id: string
    kind: string
    verdict: string
    since: string | null
    lastResult: { at: string; outcome: string; latencyMs: number; reason: string | null } | null
    /** How the last result was found, where that failed. */
    trace?: { id: string; url: string | null } | null
  }[]
}
