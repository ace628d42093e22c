/** An instant as public JSON writes it: RFC 3339 with milliseconds, UTC. */
export function iso(instant: number): string {
  return new Date(instant).toISOString()
}

/** The same where there may be none. */
export function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : iso(instant)
}
