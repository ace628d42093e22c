/** A rule that tells people, as Prometheus writes it. */
export interface AlertRule {
  alert: string
  expr: string
  /** How long it must hold before it is told. */
  for?: string
  /** `critical` wakes somebody, `warning` waits for the morning. */
  labels: { severity: 'critical' | 'warning'; component?: string }
  annotations: { summary: string; description: string; runbook_url?: string }
}

/** A rule that keeps what an expression comes to under a name. */
export interface RecordingRule {
  record: string
  expr: string
}

export interface RuleGroup {
  name: string
  rules: readonly (AlertRule | RecordingRule)[]
}
