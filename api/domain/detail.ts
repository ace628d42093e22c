import type { Check } from './check.ts'
import type { Secret } from './secret.ts'

/** How much of a found value a detail shows, in UTF-16 code units. */
const LONGEST_VALUE = 200
/** A piece of a secret that is shorter says nothing of it, and would blacken ordinary words. */
const SHORTEST_PIECE = 6

/** A text fit for operators: the check's secrets as `***`, no control characters, cut. */
export function printable(text: string, check: Check): string {
  const open = secretTexts(check).reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return open
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST_VALUE)
    .toWellFormed()
}

/** All that a check must not show, longest first: each secret, its pieces, and how JSON would write them. */
function secretTexts(check: Check): string[] {
  const whole = [...secretsOf(check)].map((secret) => secret.reveal()).filter((text) => text !== '')
  const pieces = [...whole.flatMap((text) => text.split(/\s+/)), ...urlSecrets(check.url.reveal())]
  const all = [...whole, ...pieces.filter((piece) => piece.length >= SHORTEST_PIECE)]
  const written = all.map(asJson)
  return [...new Set([...all, ...written, ...written.map(asJson)])].sort((a, b) => b.length - a.length)
}

/** A text within a JSON one; twice for what stands in JSON that is itself shown as JSON. */
function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function* secretsOf(check: Check): Generator<Secret> {
  yield check.url
  if (check.bearer) yield check.bearer
  if (check.kind === 'http') yield* Object.values(check.headers)
  else yield check.send
}

/** The parts of a URL that name its asker. */
function urlSecrets(text: string): string[] {
  const url = URL.parse(text)
  if (!url) return []
  const plain = [...url.searchParams.values(), url.username, url.password]
  return plain.flatMap((value) => [value, encodeURIComponent(value)])
}
