import type { Answer } from './answer.ts'
import { leaves } from './json-pointer.ts'
import { instantOf } from './rfc3339.ts'

/** The longest time that a target can send its asker away. */
const LONGEST_RETRY_MS = 24 * 60 * 60 * 1000

/**
 * Until when a 429 asks us to stay away, ms since the epoch: by `Retry-After`, else by a field of its JSON; `null` when
 * by neither.
 *
 * @param at          when the answer came, ms since the epoch
 * @param resetField  the key of an RFC 3339 instant, wherever it stands in the answer
 */
export function retryAt(
  { headers }: Answer,
  json: { value: unknown } | null,
  { at, resetField }: { at: number; resetField: string },
): number | null {
  const asked = retryAfter(headers?.['retry-after'], at) ?? resetAt(json?.value, resetField)
  return asked === null ? null : Math.min(Math.max(asked, at), at + LONGEST_RETRY_MS)
}

/** The instant that a `Retry-After` header names, in seconds from now or as an HTTP date (RFC 9110). */
function retryAfter(header: string | undefined, at: number): number | null {
  if (header === undefined || header.length > 40) return null
  if (/^\d+$/.test(header)) return at + Number(header) * 1000
  const instant = /^[A-Z][a-z]+, [\w :-]+ GMT$/.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(instant) ? null : instant
}

function resetAt(json: unknown, resetField: string): number | null {
  for (const { key, value } of leaves(json)) {
    const instant = key === resetField ? instantOf(value) : null
    if (instant !== null) return instant
  }
  return null
}
