/** How deep JSON may be nested. Reading what is nested without end takes a tenth of a second and more. */
const DEEPEST = 1000

/**
 * What a text holds as JSON; `null` when it is not JSON, or is nested deeper than anyone means. The value itself may
 * be `null`, hence the wrapping.
 */
export function parseJson(text: string): { value: unknown } | null {
  if (isDeep(text)) return null
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

/**
 * The value at a JSON Pointer (RFC 6901); `undefined` when there is none.
 *
 * @param pointer  empty for the whole document, else `/`-separated keys with `~1` for `/` and `~0` for `~`
 */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer === '') return document
  const [first, ...keys] = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return first === '' ? keys.reduce<unknown>(member, document) : undefined
}

/** A member of an object or an item of an array; own ones only, and `-` or a sign or a leading zero is no index. */
function member(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d{0,9})$/.test(key) ? value[Number(key)] : undefined
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Every leaf of a document with the key that it stands under, in order. */
export function* leaves(document: unknown): Generator<{ key: string; value: unknown }> {
  // A stack of our own: a document may be nested deeper than calls can be. Keys are taken one by one, as there may be
  // a great many of them.
  const open: Level[] = []
  for (let next: Child | undefined = { key: '', value: document }; next; next = following(open)) {
    if (typeof next.value === 'object' && next.value !== null) open.push(levelOf(next.value))
    else yield next
  }
}

interface Child {
  key: string
  value: unknown
}

/** A list or an object, and how far it has been gone through. */
interface Level {
  values: readonly unknown[]
  /** `null` for a list. */
  keys: readonly string[] | null
  at: number
}

function levelOf(value: object): Level {
  if (Array.isArray(value)) return { values: value, keys: null, at: 0 }
  return { values: Object.values(value), keys: Object.keys(value), at: 0 }
}

/** What comes next in the innermost level that is not gone through. */
function following(open: Level[]): Child | undefined {
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const at = level.at++
    if (at < level.values.length) return { key: level.keys ? (level.keys[at] ?? '') : `${at}`, value: level.values[at] }
    open.pop()
  }
  return undefined
}

/** Whether a text opens more brackets than it closes, and too many; those within its strings do not count. */
function isDeep(text: string): boolean {
  if (text.length <= DEEPEST) return false
  let [depth, quoted] = [0, false]
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    if (quoted && code === BACKSLASH) n++
    else if (code === QUOTE) quoted = !quoted
    else if (!quoted && isBracket(code)) {
      depth += code === OPEN_LIST || code === OPEN_OBJECT ? 1 : -1
      if (depth > DEEPEST) return true
    }
  }
  return false
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

function isBracket(code: number): boolean {
  return code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_OBJECT || code === CLOSE_OBJECT
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
