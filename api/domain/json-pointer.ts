/** What a text holds as JSON; `null` when it is not JSON. The value itself may be `null`, hence the wrapping. */
export function parseJson(text: string): { value: unknown } | null {
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
  // A stack of our own: a hostile answer is nested deeper than calls can be.
  const open: { key: string; value: unknown }[] = [{ key: '', value: document }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) yield next
    else for (const [key, value] of Object.entries(next.value).reverse()) open.push({ key, value })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
