import { nameOf, type Schema } from './openapi.ts'

/** A piece of what a type is called; a shape is described elsewhere on the page. */
export interface TypePart {
  text: string
  shape?: string
}

/** One field of an object; those within it have its name before theirs. */
export interface Field {
  name: string
  required: boolean
  schema: Schema
}

/** What a type is called, in words. */
export function typeOf(schema: Schema): TypePart[] {
  const { $ref, anyOf, items, additionalProperties, properties } = schema
  if ($ref !== undefined) return [{ text: nameOf({ $ref }), shape: nameOf({ $ref }) }]
  if (anyOf) return anyOf.flatMap((one, n) => [...(n > 0 ? [{ text: ' or ' }] : []), ...typeOf(one)])
  if (schema.enum) return [{ text: schema.enum.map(String).join(' · ') }]
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }]
  if (items) return [{ text: 'list of ' }, ...typeOf(items)]
  if (!properties && typeof additionalProperties === 'object')
    return [{ text: 'by name: ' }, ...typeOf(additionalProperties)]
  return [{ text: [schema.format ?? wordOf(schema.type), ...boundsOf(schema)].join(', ') }]
}

function wordOf(type: Schema['type']): string {
  return type === undefined ? 'anything' : [type].flat().join(' or ')
}

function boundsOf({ minimum, maximum, maxLength }: Schema): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`${minimum} to ${maximum}`]
  if (minimum !== undefined) return [`${minimum} or more`]
  return maxLength === undefined ? [] : [`${maxLength} characters at most`]
}

/** Every field of an object; what has no name of its own is told in place, lists as `name[]`. */
export function fieldsOf(schema: Schema, before = ''): Field[] {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([key, one]) => {
    const name = `${before}${key}`
    const within = objectIn(one)
    const inner = within ? fieldsOf(within.schema, `${name}${within.list ? '[]' : ''}.`) : []
    return [{ name, required: required.includes(key), schema: one }, ...inner]
  })
}

function objectIn(schema: Schema): { schema: Schema; list: boolean } | undefined {
  const { anyOf, items, properties } = schema
  if (properties) return { schema, list: false }
  if (items) return items.properties && { schema: items, list: true }
  const found = anyOf?.find((one) => one.properties)
  return found && { schema: found, list: false }
}

/** What holds where nothing is said, in words; `undefined` where that is nothing. */
export function defaultOf({ default: value }: Schema): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : undefined
}
