import type { ActiveCheck } from '#domain/check.ts'
import type { Span } from '#domain/tracing.ts'

/** What bounds one call to the outside. */
export interface Limits {
  /** The deadline over the whole call, from the lookup to the last byte. */
  timeoutMs: number
  /** What the call is a part of, where it is traced. */
  span?: Span | null
  /** Texts that its spans must not show, as they stand in an address. */
  hidden?: readonly string[]
}

/** The limits of what a check asks at once. */
export function limitsOf(
  { timeoutMs }: Pick<ActiveCheck, 'timeoutMs'>,
  { span = null, hidden = [] }: Pick<Limits, 'span' | 'hidden'>,
): Limits {
  return { timeoutMs, span, hidden }
}
