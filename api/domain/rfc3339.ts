/**
 * The instant that an RFC 3339 text names, ms since the epoch; `null` for anything else.
 * The form is checked first, since `Date.parse` takes far more, and in the reader's own time zone.
 */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return null
  const instant = Date.parse(value)
  return Number.isNaN(instant) ? null : instant
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/
