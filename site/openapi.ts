/** What the page reads of an OpenAPI document. */
export interface Api {
  info: { description: string; version: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    responses: Record<string, Answer>
    parameters: Record<string, Parameter>
  }
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: { bearer?: string[] }[]
  parameters?: (Parameter | Reference)[]
  requestBody?: { content: Record<string, { schema: Schema; example: object }> }
  responses: Record<string, Answer | Reference>
}

export interface Reference {
  $ref: string
}

export interface Parameter {
  name: string
  in: string
  description: string
  schema: Schema
  example?: string | number
}

export interface Answer {
  description: string
  content?: Record<string, { schema: Schema; example?: unknown }>
}

export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  items?: Schema
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
}

/** An operation with where it is. */
export interface Placed {
  method: string
  path: string
  operation: Operation
}

/** The operations of each tag, in the order of the document. */
export function groupOperations({ tags, paths }: Api): { name: string; description: string; operations: Placed[] }[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  return tags.map((tag) => ({ ...tag, operations: all.filter(({ operation }) => operation.tags.includes(tag.name)) }))
}

/** The last step of a reference: the name of what it refers to. */
export const nameOf = ({ $ref }: Reference): string => $ref.slice($ref.lastIndexOf('/') + 1)

/** The parameters of an operation, those that are described once for many among them. */
export function parametersOf({ parameters = [] }: Operation, { components }: Api): Parameter[] {
  return parameters.flatMap((one) => ('$ref' in one ? (components.parameters[nameOf(one)] ?? []) : [one]))
}

/** The answers that an operation has for itself, and the names of those that are described once for many, by status. */
export function answersOf({ responses }: Operation) {
  const all = Object.entries(responses)
  return {
    own: all.flatMap(([status, answer]) => ('$ref' in answer ? [] : [{ status, answer }])),
    refused: all.flatMap(([status, answer]) => ('$ref' in answer ? [{ status, name: nameOf(answer) }] : [])),
  }
}

/** What is refused, each described once for many operations, with its status and what HTTP calls it. */
export function refusalsOf({ components }: Api) {
  return Object.entries(components.responses).map(([name, { description, content = {} }]) => {
    const [example] = Object.values(content).map((one) => one.example)
    return { name, description, ...(example as { status: number; title: string }) }
  })
}

/** The scopes of which one suffices, and whether none is needed to be shown the public part. */
export function accessOf({ security }: Operation): { scopes: string[]; open: boolean } {
  const scopes = security.flatMap(({ bearer = [] }) => bearer)
  return { scopes, open: scopes.length < security.length || scopes.length === 0 }
}

/** How an operation is tried from a shell. */
export function curlOf({ method, path, operation }: Placed, api: Api, origin: string): string {
  const parameters = parametersOf(operation, api)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    String(parameters.find((one) => one.name === name)?.example ?? name),
  )
  const example = operation.requestBody?.content['application/json']?.example ?? {}
  const hasBody = Object.keys(example).length > 0
  // What is asked without a word is GET, and with a body POST.
  const isImplied = method === (hasBody ? 'POST' : 'GET')
  return [
    `curl ${isImplied ? '' : `-X ${method} `}${origin}${filled}`,
    ...(accessOf(operation).open ? [] : ["-H 'Authorization: Bearer sk_…'"]),
    ...(hasBody ? [`--json '${JSON.stringify(example, null, 2)}'`] : []),
  ].join(' \\\n  ')
}
