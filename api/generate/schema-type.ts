import type { Schema } from './schema-shapes.ts'

/**
 * What may stand at a key, in words.
 *
 * @param seeAs  the heading under which the keys of an object within are told
 */
export function typeText(schema: Schema, seeAs: string | null): string {
  const words = wordsOf(schema)
  return seeAs ? `${words}: [${seeAs}](#${slugOf(seeAs)})` : words
}

/** How GitHub names the anchor of a heading. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
}

function wordsOf(schema: Schema): string {
  const { title, $ref, enum: values, anyOf, type, items } = schema
  if (title) return title
  if ($ref) return `\`${$ref.split('/').at(-1)}\``
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  if (anyOf) return [...new Set(anyOf.map(wordsOf))].join(' or ')
  if (type === 'array') return listText(items, schema)
  if (type === 'object') return schema.properties ? 'object' : mapText(schema)
  if (type === 'boolean') return '`true` or `false`'
  return type === 'string' ? 'text' : `${type}${rangeText(schema.minimum, schema.maximum)}`
}

function listText(items: Schema | Schema[] | undefined, { minItems, maxItems }: Schema): string {
  if (Array.isArray(items)) return `list of ${items.map(wordsOf).join(' and ')}`
  if (items?.anyOf?.every(({ $ref }) => $ref)) return `list of ${items.anyOf.map(wordsOf).join(', ')}`
  const most = maxItems === undefined ? '' : `, at most ${maxItems}`
  return `list${items?.title ? ` of ${items.title}` : ''}${minItems ? ', at least one' : ''}${most}`
}

function mapText({ propertyNames, additionalProperties }: Schema): string {
  const value = additionalProperties && wordsOf(additionalProperties)
  return `${propertyNames?.title ?? 'name'} → ${value}`
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined || maximum === undefined || maximum > 1e9) return ''
  return `, ${minimum} to ${maximum}`
}
