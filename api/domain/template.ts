import type { Answer } from './answer.ts'
import type { Scalar } from './assertion.ts'
import type { HttpRequest, SequenceStep } from './check.ts'
import { parseJson, valueAt } from './json-pointer.ts'
import { Secret } from './secret.ts'

/** Values by name, as `{{name}}` stands for them. */
export type Values = ReadonlyMap<string, Scalar>

/** A request with its values, or in which part of it they cannot stand. */
export type Filled = { ok: true; request: HttpRequest } | { ok: false; part: string }

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g
/** The longest value that is passed on, in UTF-16 code units: the longest tokens have a tenth of it. */
const LONGEST_VALUE = 16_384

/**
 * A request with `{{name}}` replaced by what was taken before, in its URL, its headers, its bearer token and its body;
 * each value escaped for where it stands.
 *
 * @throws {RangeError} when a value was never taken
 */
export function fillRequest(asked: HttpRequest, values: Values): Filled {
  const url = fillUrl(asked.url.reveal(), values)
  if (url === null) return { ok: false, part: 'its URL' }
  const headers: Record<string, Secret> = {}
  for (const [name, template] of Object.entries(asked.headers)) {
    const value = fillHeader(template.reveal(), values)
    if (value === null) return { ok: false, part: `its header ${name.toLowerCase()}` }
    headers[name] = new Secret(value)
  }
  const bearer = asked.bearer && fillHeader(asked.bearer.reveal(), values)
  if (asked.bearer && bearer === null) return { ok: false, part: 'its bearer token' }
  const body = asked.body && fillBody(asked.body.reveal(), values, headers)
  const secret = (text: string | null) => (text === null ? null : new Secret(text))
  return { ok: true, request: { ...asked, url: new Secret(url), headers, bearer: secret(bearer), body: secret(body) } }
}

/** The values that a step takes from its answer; `undefined` for one that is not there, empty, too long or not a leaf. */
export function takeValues(
  { take }: Pick<SequenceStep, 'take'>,
  { headers, body }: Answer,
): Map<string, Scalar | undefined> {
  const json = body === null ? null : parseJson(body)
  const found = Object.entries(take).map(([name, from]): [string, Scalar | undefined] => {
    if ('json' in from) return [name, passable(valueAt(json?.value, from.json))]
    const field = from.header.toLowerCase()
    return [name, passable(headers && Object.hasOwn(headers, field) ? headers[field] : undefined)]
  })
  return new Map(found)
}

/** What no detail may show of values taken: they may be credentials. Those under four characters tell nothing. */
export function valueSecrets(values: Iterable<Scalar | undefined>): string[] {
  const texts = [...values].filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
  return texts.filter(({ length }) => length >= 4).flatMap((text) => [text, encoded(text)])
}

/**
 * A URL with its values, each escaped as one component; `null` when they would move it to another origin or to a path of
 * another shape, as a name in the place of the host, `..` as a segment, or nothing at all would.
 *
 * @throws {RangeError} when a value was never taken
 */
export function fillUrl(template: string, values: Values): string | null {
  const filled = fill(template, values, encoded)
  // Two that stand in for it: no value can be like both, so that a value in the origin always shows.
  const [one, other, made] = [template.replace(PLACEHOLDER, '1'), template.replace(PLACEHOLDER, '2'), filled].map(
    shapeOf,
  )
  return made !== '' && made === one && made === other ? filled : null
}

/**
 * A header's value with its values as they are; `null` when one has what no header can carry: a line break, another
 * control character, or a character beyond Latin-1.
 *
 * @throws {RangeError} when a value was never taken
 */
export function fillHeader(template: string, values: Values): string | null {
  const filled = fill(template, values, String)
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(filled) ? filled : null
}

/**
 * A JSON body with its values: within a text they are escaped as a part of it, elsewhere they are values of their own,
 * so that no value can end the text that it stands in or add a member.
 *
 * @throws {RangeError} when a value was never taken
 */
export function fillJson(template: string, values: Values): string {
  return fill(template, values, (value, before) =>
    isWithinText(before) ? JSON.stringify(String(value)).slice(1, -1) : JSON.stringify(value),
  )
}

/** A body, as a form where its content type says that it is one, else as JSON. */
function fillBody(template: string, values: Values, headers: Readonly<Record<string, Secret>>): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  const isForm = type?.[1].reveal().toLowerCase().startsWith('application/x-www-form-urlencoded')
  return isForm ? fill(template, values, encoded) : fillJson(template, values)
}

/** Each placeholder replaced, once: a value that looks like a placeholder is not. `before` is the template up to it. */
function fill(template: string, values: Values, write: (value: Scalar, before: string) => string): string {
  return template.replace(PLACEHOLDER, (_whole, name: string, index: number) => {
    const value = values.get(name)
    if (value === undefined) throw new RangeError(`Expected a value for {{${name}}}, which no step before takes`)
    return write(value, template.slice(0, index))
  })
}

/** Whether the end of a JSON text lies between two quotation marks. */
function isWithinText(json: string): boolean {
  return (json.replace(/\\./gs, '').split('"').length - 1) % 2 === 1
}

function passable(value: unknown): Scalar | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_VALUE ? value : undefined
}

function encoded(value: Scalar): string {
  return encodeURIComponent(String(value).toWellFormed())
}

/** A URL's origin, and its path with every segment alike; empty for what is no URL. */
function shapeOf(text: string): string {
  const url = URL.parse(text)
  return url ? `${url.origin}${url.pathname.replace(/[^/]+/g, 'x')}` : ''
}
