/** What of JSON Schema the configuration's uses. */
export interface Schema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: readonly unknown[]
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema | Schema[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  propertyNames?: Schema
  additionalProperties?: Schema | false
  definitions?: Readonly<Record<string, Schema>>
  $ref?: string
}

/** A key of an object. */
export interface Key {
  name: string
  schema: Schema
  isRequired: boolean
  /** The heading under which the keys of the object within it are told, if there is one. */
  seeAs: string | null
}

/** An object with its keys; one that stands at several places is told at the first. */
export interface Shape {
  heading: string
  keys: Key[]
}

/** Every object in a schema, those within after the one that holds them, expectations last. */
export function shapesOf(schema: Schema): Shape[] {
  const told = new Map<string, string>()
  const shapes = objectShapes(schema, '', told)
  const expectations = Object.entries(schema.definitions ?? {}).map(([name, one]) => ({
    heading: `Expectation ${name}`,
    keys: keysOf(one).map((key) => ({ ...key, seeAs: null })),
  }))
  return [...shapes, ...expectations]
}

function objectShapes(object: Schema, path: string, told: Map<string, string>): Shape[] {
  return shapesUnder(path || 'The file', keysOf(object), path, told)
}

/** A shape of these keys, and those that are within them. */
function shapesUnder(
  heading: string,
  bare: readonly Omit<Key, 'seeAs'>[],
  path: string,
  told: Map<string, string>,
): Shape[] {
  const within: Shape[] = []
  const keys = bare.map((key): Key => {
    const inner = objectIn(key.schema)
    if (!inner) return { ...key, seeAs: null }
    const mark = JSON.stringify(inner.object)
    const at = `${path ? `${path}.` : ''}${key.name}${inner.suffix}`
    const known = told.get(mark)
    told.set(mark, known ?? at)
    if (!known)
      within.push(
        ...(inner.object.oneOf ? kindShapes(inner.object.oneOf, at, told) : objectShapes(inner.object, at, told)),
      )
    return { ...key, seeAs: known ?? at }
  })
  return [{ heading, keys }, ...within]
}

/** What is told apart by its `kind`: first the keys that all have, then those of each. */
function kindShapes(kinds: readonly Schema[], path: string, told: Map<string, string>): Shape[] {
  const all = kinds.map(keysOf)
  const isCommon = ({ name, schema }: Omit<Key, 'seeAs'>) =>
    all.every((keys) => keys.some((key) => key.name === name && JSON.stringify(key.schema) === JSON.stringify(schema)))
  const names = kinds.map(({ properties }) => properties?.['kind']?.const)
  const kind = {
    name: 'kind',
    isRequired: true,
    schema: { enum: names, description: 'How it is asked; more keys go with each' },
  }
  return [
    ...shapesUnder(path, [kind, ...(all[0] ?? []).filter(isCommon)], path, told),
    ...all.flatMap((keys, n) => {
      const own = keys.filter((key) => key.name !== 'kind' && !isCommon(key))
      return shapesUnder(`${path} of kind ${names[n]}`, own, path, told)
    }),
  ]
}

function keysOf({ properties = {}, required = [] }: Schema): Omit<Key, 'seeAs'>[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, isRequired: required.includes(name) }))
}

/** The object that a value is, holds in a list, or holds by name; none where its type has a name of its own. */
function objectIn(schema: Schema): { object: Schema; suffix: string } | null {
  const { title, properties, required, oneOf, items, anyOf, additionalProperties } = schema
  if (title) return null
  if (oneOf) return { object: { oneOf }, suffix: '' }
  // Only its keys: what is said of one place does not make it another shape.
  if (properties) return { object: { properties, ...(required && { required }) }, suffix: '' }
  const [next, suffix] = items && !Array.isArray(items) ? [items, '[]'] : [additionalProperties, '.*']
  const held = next ? objectIn(next) : null
  if (held) return { object: held.object, suffix: suffix + held.suffix }
  return anyOf?.map(objectIn).find((one) => one !== null) ?? null
}
