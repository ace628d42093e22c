import { type HeaderName, headerReferences } from './headers.ts'
import type { SchemaWriter } from './json-schema.ts'
import type { Answer, Operation } from './operation.ts'
import { problemReferences, type RefusalCode } from './problems.ts'
import type { PublicDocument, Route } from './routes.ts'

/** What is at a path for a method: a route, a public document, or both. */
export interface What {
  method: string
  path: string
  route: Route | undefined
  document: PublicDocument | undefined
}

const OF_DOCUMENTS: readonly HeaderName[] = ['ETag', 'LastModified', 'CacheControl', 'AgeOfEvidence']

/** An operation as OpenAPI has it. @throws {Error} when a document's parameters are not those that are described */
export function describeOperation(what: What, operation: Operation, schemas: SchemaWriter): object {
  const { id, tag, summary, description } = operation
  requireParameters(what, operation)
  const parameters = parametersOf(what, operation, schemas)
  const body = bodyOf(what, operation, schemas)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: securityOf(what, operation),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      ...answersOf(what, operation, schemas),
      ...problemReferences(problemsOf(what, operation)),
    },
  }
}

const namesIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')

function requireParameters({ path, document }: What, { id, parameters = {} }: Operation): void {
  if (!document?.parameters) return
  const wanted = [...namesIn(path), ...document.parameters].sort()
  const told = Object.keys(parameters).sort()
  if (wanted.join() !== told.join())
    throw new Error(`${id}: expected the parameters ${wanted.join(', ')}, got ${told.join(', ')}`)
}

function parametersOf(
  { method, path }: What,
  { id, parameters = {}, headers = {}, change }: Operation,
  schemas: SchemaWriter,
) {
  const inPath = namesIn(path)
  for (const name of inPath) if (!(name in parameters)) throw new Error(`${id}: nothing says what ${name} is`)
  const placed = [
    ...Object.entries(parameters).map(([name, one]) => ({
      name,
      place: inPath.includes(name) ? 'path' : 'query',
      one,
    })),
    ...Object.entries(headers).map(([name, one]) => ({ name, place: 'header', one })),
  ]
  return [
    ...placed.map(({ name, place, one }) => ({
      ...{ name, in: place, ...(place === 'path' && { required: true }), description: one.description },
      schema: schemas.input(one.schema),
      ...(one.example !== undefined && { example: one.example }),
    })),
    ...(isRepeatable(method, change) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    // What is new has no revision yet.
    ...(change === 'changes' ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ]
}

/** Whether a change that comes again under the same key is made once. */
function isRepeatable(method: string, change: Operation['change']): boolean {
  return change !== undefined && method === 'POST'
}

function bodyOf({ route }: What, { id, body }: Operation, schemas: SchemaWriter) {
  const schema = route?.body ?? body?.schema
  if (!schema) return undefined
  if (!body) throw new Error(`${id}: there is no example of its body`)
  const written = schemas.input(schema)
  const required = Array.isArray(written['required']) && written['required'].length > 0
  return { required, content: { 'application/json': { schema: written, example: body.example } } }
}

/** Any one of the scopes; none is needed where the public reads it too. */
function securityOf({ route, document }: What, { open }: Operation) {
  const scopes = route?.scopes ?? []
  const needed = scopes.map((scope) => ({ bearer: [scope] }))
  return (document || open) && needed.length > 0 ? [{}, ...needed] : needed
}

function answersOf({ method, document }: What, { answers, change }: Operation, schemas: SchemaWriter) {
  const common: HeaderName[] = [
    ...(document ? OF_DOCUMENTS : []),
    ...(change ? (['ETag'] as const) : []),
    ...(change === 'creates' ? (['Location'] as const) : []),
    ...(isRepeatable(method, change) ? (['IdempotencyReplayed'] as const) : []),
  ]
  const told = Object.entries(answers).map(([status, answer]) => {
    const headers = headerReferences([...common, ...(answer.headers ?? [])])
    const content = contentOf(answer, document?.types ?? ['application/json'], schemas)
    return [status, { description: answer.description, ...(Object.keys(headers).length > 0 && { headers }), content }]
  })
  const known = { description: 'The reader has these bytes already.', headers: headerReferences(OF_DOCUMENTS) }
  return { ...Object.fromEntries(told), ...(document && { 304: known }) }
}

function contentOf({ schema, types, example }: Answer, unlessSaid: readonly string[], schemas: SchemaWriter) {
  const written = schema ? schemas.output(schema) : { type: 'string' }
  return Object.fromEntries(
    (types ?? unlessSaid).map((type) => [type, { schema: written, ...(example !== undefined && { example }) }]),
  )
}

/** What is refused, by what it is. */
function problemsOf({ path, route, document }: What, { body, change, parameters = {}, problems = [] }: Operation) {
  const isGuarded = route !== undefined && route.scopes.length > 0
  const hasBody = route?.body !== undefined || body !== undefined
  const hasQuery = Object.keys(parameters).length > namesIn(path).length
  // What is prepared for all pays no heed to a query.
  const readsQuery = document ? document.parameters !== null : hasQuery
  const codes: (RefusalCode | false)[] = [
    (readsQuery || hasBody) && 'BAD_REQUEST',
    // What is made when it is asked for is limited by address, and needs the record.
    ...(document && document.parameters !== null ? (['RATE_001', 'UNAVAILABLE'] as const) : []),
    path.includes(':') && 'DATA_001',
    ...(isGuarded ? (['AUTH_001', 'PERM_001', 'RATE_001', 'UNAVAILABLE'] as const) : []),
    ...(hasBody ? (['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    ...(change ? (['CONFLICT'] as const) : []),
    change === 'changes' && 'PRECONDITION_FAILED',
    ...problems,
    ...(['METHOD_NOT_ALLOWED', 'INTERNAL'] as const),
  ]
  return codes.filter((code) => code !== false)
}
