import * as z from 'zod'
import { Secret } from '#domain/secret.ts'

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/

/** `500ms`, `30s`, `5m`, `2h`, `7d` → milliseconds. */
export const duration = z
  .string('a duration such as 500ms, 30s, 5m, 2h or 7d')
  .regex(DURATION, 'a duration such as 500ms, 30s, 5m, 2h or 7d')
  .transform((text) => {
    const [, amount, unit] = DURATION.exec(text) ?? []
    return Number(amount) * UNIT_MS[(unit ?? 'ms') as keyof typeof UNIT_MS]
  })
  .refine((ms) => ms >= 1, { error: 'at least 1ms', abort: true })

/** How often something is asked. */
export const interval = duration.refine((ms) => ms >= 1000, 'at least 1s')

/** How long a probe may take; a timer in Node takes no more than 24 days, and nobody waits as long. */
export const deadline = duration.refine((ms) => ms <= 600_000, 'at most 10m')

/** A name for machines, which outlives every renaming for people. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'a lower-case letter, then lower-case letters, digits, - and _, at most 64 in all')

/** A line of text for people. */
export const line = z.string().trim().min(1).max(200)

/** A text that is used but never shown. */
export const secret = z
  .string()
  .min(1)
  .transform((text) => new Secret(text))

/** An address to ask, of one of the given schemes; it may hold a secret and is never shown. */
export const target = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => schemes.includes(protocolOf(text)), `an address that begins with ${schemes.join('// or ')}//`)
    .transform((text) => new Secret(text))

/** Where a link on the page may lead. */
export const href = z
  .string()
  .refine(
    (text) => ['http:', 'https:', 'mailto:', 'tel:'].includes(protocolOf(text)),
    'an http, https, mailto or tel link',
  )

/** An IANA time zone. */
export const timezone = z.string().refine(isTimezone, 'an IANA time zone such as America/New_York')

function protocolOf(text: string): string {
  return URL.parse(text)?.protocol ?? ''
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
