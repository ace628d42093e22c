import { problem } from '../http/problem-schema.ts'
import { PROBLEM_TYPE } from '../problem.ts'
import { describeOperation } from './describe.ts'
import { CHANGE_HEADERS, headerComponents } from './headers.ts'
import { createSchemaWriter } from './json-schema.ts'
import { type Operations, TAGS } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { problemComponents } from './problems.ts'
import { listDocuments, listRoutes, type PublicDocument, type Route } from './routes.ts'

const INTRODUCTION = `How services do, what is said of it, and what is planned: for scripts, dashboards and other pages.

Public documents need no token, are the same for everyone and answer any origin. They are rendered when their facts
change: ask again with \`If-None-Match\` and they cost a \`304\`. Each answers HEAD as it answers GET.

What is refused is answered as \`${PROBLEM_TYPE}\` with a \`code\`. Times are RFC 3339 in UTC. Names of fields are
camelCase, values snake_case; new fields may come, and what is there stays.`

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description:
    'A token `sk_…`, made with `npm run token -- create`. Each operation names the scopes of which one suffices; a token of scope `admin` may do all.',
}

/** What there is, and what is said of it. */
export interface Described {
  routes: readonly Route[]
  documents: readonly PublicDocument[]
  operations: Operations
}

/**
 * The OpenAPI 3.1 document of all that can be asked.
 *
 * @param version  of the product
 * @throws {Error} that names each route and document without a description, and each description of none
 */
export function openapiDocument(version: string, described: Described = everything()) {
  requireWhole(described)
  const schemas = createSchemaWriter()
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, operation] of Object.entries(described.operations)) {
    const [method = '', path = ''] = name.split(' ')
    const key = path.replaceAll(/:(\w+)/g, '{$1}')
    const what = {
      route: described.routes.find((one) => one.name === name),
      document: method === 'GET' ? described.documents.find((one) => one.path === path) : undefined,
    }
    paths[key] = {
      ...paths[key],
      [method.toLowerCase()]: describeOperation({ method, path, ...what }, operation, schemas),
    }
  }
  const responses = problemComponents(schemas.output(problem))
  return {
    openapi: '3.1.1',
    info: { title: 'Scopien Status', version, description: INTRODUCTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/', description: 'This server' }],
    tags: Object.entries(TAGS).map(([tag, description]) => ({ name: tag, description })),
    paths,
    components: {
      schemas: schemas.named(),
      responses,
      parameters: CHANGE_HEADERS,
      headers: headerComponents(),
      securitySchemes: { bearer: BEARER },
    },
  }
}
export type OpenapiDocument = ReturnType<typeof openapiDocument>

/** Where what changes is followed: neither a route nor a document. */
const FOLLOWED: Route = { name: 'GET /api/events', scopes: [], body: undefined }

/** All that there is, and all that is said of it. */
export function everything(): Described {
  return { routes: [...listRoutes(), FOLLOWED], documents: listDocuments(), operations: OPERATIONS }
}

function requireWhole({ routes, documents, operations }: Described): void {
  const there = new Set([...routes.map(({ name }) => name), ...documents.map(({ path }) => `GET ${path}`)])
  const told = new Set(Object.keys(operations))
  const faults = [
    ...[...there].filter((name) => !told.has(name)).map((name) => `${name} is not described`),
    ...[...told].filter((name) => !there.has(name)).map((name) => `${name} is described and not there`),
  ]
  if (faults.length > 0) throw new Error(faults.join('; '))
}
