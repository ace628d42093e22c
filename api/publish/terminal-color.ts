import type { Status } from '#domain/status.ts'

/** The sixteen colours that every terminal has, as its owner likes them. */
const COLORS = {
  operational: 32,
  under_maintenance: 34,
  unknown: 90,
  degraded_performance: 33,
  partial_outage: 33,
  major_outage: 31,
} satisfies Record<Status, number>
const CODES: ReadonlyMap<string, number> = new Map(Object.entries(COLORS))

/** A text as a terminal shows it in the colour of a status; as it is, for what is none. */
export function inColor(text: string, status: string): string {
  const code = CODES.get(status)
  return code === undefined ? text : `\u001b[${code}m${text}\u001b[0m`
}
