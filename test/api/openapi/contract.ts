import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { OpenapiDocument } from '../../../api/openapi/document.ts'

type Json = Record<string, unknown>

/** An operation as it is read from the document. */
export interface Read {
  /** `GET /api/incidents/{id}` */
  name: string
  method: string
  path: string
  id: string
  scopes: string[]
  /** Whether who has no token is answered too. */
  open: boolean
  parameters: { name: string; in: string; schema: Json; example?: string | number }[]
  body: { example: Json } | null
  /** What is answered, by status: media types with the pointers to their schemas, and headers. */
  answers: Record<string, { contents: Record<string, string>; headers: string[] }>
}

/** The operations of a document, its references followed. */
export function readOperations(document: OpenapiDocument): Read[] {
  const follow = ({ $ref, ...rest }: Json): Json =>
    typeof $ref === 'string' ? { ...(at(document, $ref) as Json), pointer: $ref } : rest
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { operationId, security, parameters = [], requestBody, responses } = operation as Json
      const alternatives = security as { bearer?: string[] }[]
      const content = (requestBody as Json | undefined)?.['content'] as Json | undefined
      const here = `#/paths/${escaped(path)}/${method}/responses`
      return {
        name: `${method.toUpperCase()} ${path}`,
        ...{ method: method.toUpperCase(), path, id: String(operationId) },
        scopes: alternatives.flatMap(({ bearer = [] }) => bearer),
        open: alternatives.length === 0 || alternatives.some(({ bearer }) => !bearer),
        parameters: (parameters as Json[]).map(follow) as unknown as Read['parameters'],
        body: content ? (content['application/json'] as Read['body']) : null,
        answers: Object.fromEntries(
          Object.entries(responses as Json).map(([status, answer]) => {
            const { pointer = `${here}/${status}`, content = {}, headers = {} } = follow(answer as Json)
            const contents = Object.keys(content as Json).map((type) => [
              type,
              `${pointer}/content/${escaped(type)}/schema`,
            ])
            return [status, { contents: Object.fromEntries(contents), headers: Object.keys(headers as Json) }]
          }),
        ),
      }
    }),
  )
}

/** Judges values by the schemas of a document; what a schema does not name must not be there. */
export function createJudge(document: OpenapiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(closed(document) as object, 'openapi')

  /** What is wrong with a value by the schema at a pointer; `[]` where nothing is. */
  return (pointer: string, value: unknown): string[] => {
    const validate = ajv.compile({ $ref: `openapi${encodeURI(pointer)}` })
    validate(value)
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]))
  const isObject = copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy)
  return isObject ? { ...copy, additionalProperties: false } : copy
}

function at(document: object, pointer: string): unknown {
  const steps = pointer.split('/').slice(1)
  return steps.reduce<unknown>(
    (value, step) => (value as Json)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  )
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}
