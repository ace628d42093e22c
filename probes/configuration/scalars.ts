import { isIPv6 } from 'node:net'
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
  .meta({ title: 'duration' })

/** How often something is asked. */
export const interval = duration.refine((ms) => ms >= 1000, 'at least 1s')

/** How long a probe may take; a timer in Node takes no more than 24 days, and nobody waits as long. */
export const deadline = duration.refine((ms) => ms <= 600_000, 'at most 10m')

/** A name for machines, which outlives every renaming for people. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'a lower-case letter, then lower-case letters, digits, - and _, at most 64 in all')
  .meta({ title: 'id' })

/** A line of text for people. */
export const line = z.string().trim().min(1).max(200).meta({ title: 'line' })

/** A text that is used but never shown. */
export const secret = z
  .string()
  .min(1)
  .transform((text) => new Secret(text))
  .meta({ title: 'secret' })

const plain = z.string().min(1).refine(isPlain, {
  error: 'a value without line breaks or control characters',
  abort: true,
})

/** A part of a Basic credential, which has no control characters (RFC 7617, 2). */
export const credential = plain.pipe(secret).meta({ title: 'secret' })

/** A secret that is the value of a header field (RFC 9110, 5.5). */
export const headerSecret = plain.refine(isLatin1, 'characters of Latin-1').pipe(secret).meta({ title: 'secret' })

/** An address to ask, of one of the given schemes; it may hold a secret and is never shown. */
export const target = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => schemes.includes(protocolOf(text)), {
      error: `an address that begins with ${schemes.join('// or ')}//`,
      abort: true,
    })
    .refine(
      (text) => !hasUserinfo(text),
      `credentials in ${schemes.includes('ws:') ? 'bearer' : 'basic'}, not in the address`,
    )
    .transform((text) => new Secret(text))
    .meta({ title: `${schemes.map((scheme) => `\`${scheme}\``).join(' or ')} address` })

/** A name or an address to connect to. */
export const host = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,253}$/, 'a host such as mail.example.com or 192.0.2.1')
  .meta({ title: 'host' })

export const port = z.int().min(1).max(65_535)

const RESOLVER = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_.-]{1,253}))(?::(\d{1,5}))?$/

/** `192.0.2.53`, `ns1.example.com:5353`, `[2001:db8::53]:53`, `2001:db8::53`; port 53 unless said. */
export const resolver = z
  .string()
  .refine((text) => isIPv6(text) || RESOLVER.test(text), 'a resolver such as 192.0.2.53 or ns1.example.com:5353')
  .transform((text) => {
    const [, v6, name, written] = RESOLVER.exec(text) ?? []
    return { host: v6 ?? name ?? text, port: Number(written ?? 53) }
  })
  .refine(({ port }) => port >= 1 && port <= 65_535, 'a port from 1 to 65535')
  .meta({ title: 'host, or host:port' })

/** Where a link on the page may lead. */
export const href = z.string().refine(isLink, 'an http, https, mailto or tel link').meta({ title: 'link' })

/** Whether a link on the page may lead there. */
export function isLink(text: string): boolean {
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(protocolOf(text))
}

/** An IANA time zone. */
export const timezone = z
  .string()
  .refine(isTimezone, 'an IANA time zone such as America/New_York')
  .meta({ title: 'time zone' })

function protocolOf(text: string): string {
  return URL.parse(text)?.protocol ?? ''
}

function hasUserinfo(text: string): boolean {
  const url = URL.parse(text)
  return Boolean(url?.username || url?.password)
}

function isPlain(text: string): boolean {
  return [...text].every((char) => char === '\t' || (char >= ' ' && char !== '\x7f'))
}

function isLatin1(text: string): boolean {
  return [...text].every((char) => char <= '\xff')
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
