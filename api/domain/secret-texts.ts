import type { Check, HttpConnection, HttpRequest } from './check.ts'
import { leaves, parseJson } from './json-pointer.ts'
import type { Secret } from './secret.ts'

/** A piece of a secret that is shorter says nothing of it, and would blacken ordinary words. */
const SHORTEST_PIECE = 6

/** All that a check must not show, longest first: each secret, its pieces, and how URLs and JSON would write them. */
export function secretTexts(check: Check, more: readonly string[] = []): string[] {
  const { whole, pieces } = secretsOf(check)
  const open = [...whole.map((secret) => secret.reveal()), ...more].filter((text) => text !== '')
  const all = [...open, ...[...open.flatMap(piecesOf), ...pieces].filter((piece) => piece.length >= SHORTEST_PIECE)]
  const written = all.map(asJson)
  return [...new Set([...all, ...written, ...written.map(asJson)])].sort((a, b) => b.length - a.length)
}

interface Secrets {
  whole: readonly Secret[]
  /** What is made of secrets on the way, or lies within them. */
  pieces: readonly string[]
}

function secretsOf(check: Check): Secrets {
  switch (check.kind) {
    case 'http':
      return together([ofRequest(check), ofConnection(check)])
    case 'sequence':
      return together([...check.steps.map(ofRequest), ofConnection(check)])
    case 'websocket':
      return { whole: present([check.url, check.bearer, check.send]), pieces: urlPieces(check.url.reveal()) }
    case 'tcp':
      return { whole: present([check.send]), pieces: [] }
    case 'heartbeat':
      return { whole: [check.token], pieces: [] }
    case 'tls':
    case 'dns':
      return { whole: [], pieces: [] }
  }
}

/** Header fields that say what is talked about, not who talks. */
const HARMLESS = new Set(['accept', 'accept-language', 'cache-control', 'content-type'])

function ofRequest({ url, headers, body, bearer, basic }: HttpRequest): Secrets {
  const fields = Object.entries(headers).flatMap(([name, value]) => (HARMLESS.has(name.toLowerCase()) ? [] : [value]))
  return {
    whole: present([url, body, bearer, basic?.password, ...fields]),
    pieces: [
      ...urlPieces(url.reveal()),
      ...(basic ? basicPieces(basic.username.reveal(), basic.password.reveal()) : []),
    ],
  }
}

/** A name may be an ordinary word, so it hides as a piece does; beside it, both as they are sent (RFC 7617). */
function basicPieces(username: string, password: string): string[] {
  return [username, base64(`${username}:${password}`)]
}

function ofConnection({ clientCertificate }: HttpConnection): Secrets {
  return { whole: present([clientCertificate?.cert, clientCertificate?.key]), pieces: [] }
}

function together(all: readonly Secrets[]): Secrets {
  return { whole: all.flatMap(({ whole }) => whole), pieces: all.flatMap(({ pieces }) => pieces) }
}

function present(secrets: readonly (Secret | null | undefined)[]): Secret[] {
  return secrets.filter((secret) => secret !== null && secret !== undefined)
}

/** The words of a text, and the values in it where it is JSON or a form. */
function piecesOf(text: string): string[] {
  const json = parseJson(text)
  if (json) return [...leaves(json.value)].flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  const form = /^[^\s=&]+=/.test(text) ? bothWays([...new URLSearchParams(text).values()]) : []
  return [...text.split(/\s+/), ...form]
}

/** The parts of a URL that name its asker. */
function urlPieces(text: string): string[] {
  const url = URL.parse(text)
  return url ? bothWays([...url.searchParams.values(), url.username, url.password]) : []
}

/** Values as they are, and as a URL writes them. */
function bothWays(values: readonly string[]): string[] {
  return values.flatMap((value) => [value, encodeURIComponent(value)])
}

/** A text within a JSON one; twice for what stands in JSON that is itself shown as JSON. */
function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Of a text's UTF-8. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
