/** One change, as the audit log keeps it for good. */
export interface AuditEntry {
  at: number
  /** The name of the token, or of what acted by itself. */
  actor: string
  /** The token's id; `null` for what acted without one. */
  actorId: string | null
  /** What was done: `incident.update`. */
  action: string
  /** The id of what it was done to. */
  subject: string
  /** What it was before, as JSON; `null` of something new. */
  before: unknown
  after: unknown
  requestId: string | null
}
