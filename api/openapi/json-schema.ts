import * as z from 'zod'

type Json = Record<string, unknown>

/** Turns zod's schemas into those of OpenAPI 3.1; what has an id is described once and referred to. */
export interface SchemaWriter {
  /** The schema of what is answered: readers must expect fields that are not there yet. */
  output(schema: z.ZodType): Json
  /** The schema of what is sent. */
  input(schema: z.ZodType): Json
  /** All that has an id, by it. */
  named(): Record<string, Json>
}

export function createSchemaWriter(): SchemaWriter {
  const named = new Map<string, Json>()

  const write = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      ...written
    } = z.toJSONSchema(schema, { io, override: (one) => tidy(one.jsonSchema, io) }) as Json
    for (const [id, definition] of Object.entries($defs as Record<string, Json>)) named.set(id, relocate(definition))
    return relocate(written)
  }

  return {
    output: (schema) => write(schema, 'output'),
    input: (schema) => write(schema, 'input'),
    named: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Takes away what says nothing, and what would forbid us to add a field. */
function tidy(written: Json, io: 'input' | 'output'): void {
  if (io === 'output' && written['additionalProperties'] === false) delete written['additionalProperties']
  if (written['maximum'] === Number.MAX_SAFE_INTEGER) delete written['maximum']
  if (written['minimum'] === Number.MIN_SAFE_INTEGER) delete written['minimum']
  if (JSON.stringify(written['propertyNames']) === '{"type":"string"}') delete written['propertyNames']
}

/** The same with its references to where OpenAPI has its schemas. */
function relocate(written: Json): Json {
  return JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
