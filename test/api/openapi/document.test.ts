import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app.ts'
import { EVENTS_PATH } from '../../../api/http/listener.ts'
import { everything, openapiDocument } from '../../../api/openapi/document.ts'
import { demandRenderers, publicRenderers } from '../../../api/publish/renderers.ts'
import { appDeps } from '../app-deps.ts'
import { readOperations } from './contract.ts'

const document = openapiDocument('1.2.3')
const told = readOperations(document).map(({ name }) => name)
const described = everything()

/** `GET /api/incidents/:id` as OpenAPI has it. */
const templated = (name: string) => name.replaceAll(/:(\w+)/g, '{$1}')

describe('/openapi.json', () => {
  test('has every route and every public document, and nothing else', () => {
    const { routes } = createApp(appDeps())
    const there = [
      ...routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
      ...[...publicRenderers(async () => '', ''), ...demandRenderers(async () => '', '')]
        .filter(({ path }) => path.startsWith('/'))
        .map(({ path }) => `GET ${path}`),
      `GET ${EVENTS_PATH}`,
    ]
    expect(told.toSorted()).toEqual([...new Set(there.map(templated))].sort())
  })

  test.each<[string, object, string]>([
    [
      'a route',
      { routes: [...described.routes, { name: 'GET /api/secret', scopes: [], body: undefined }] },
      'GET /api/secret is not described',
    ],
    [
      'a public document',
      { documents: [...described.documents, { path: '/new.json', types: ['application/json'], parameters: null }] },
      'GET /new.json is not described',
    ],
  ])('cannot be made while %s has no description', (_, more, fault) => {
    expect(() => openapiDocument('1.2.3', { ...described, ...more })).toThrow(fault)
  })

  test('cannot be made with a description of nothing', () => {
    const documents = described.documents.filter(({ path }) => path !== '/feed.rss')
    expect(() => openapiDocument('1.2.3', { ...described, documents })).toThrow(
      'GET /feed.rss is described and not there',
    )
  })

  test('cannot be made while a parameter of a document has no description', () => {
    const documents = described.documents.map((one) =>
      one.path === '/api/status' ? { ...one, parameters: ['at', 'asOf', 'in'] } : one,
    )
    expect(() => openapiDocument('1.2.3', { ...described, documents })).toThrow(
      'getStatus: expected the parameters asOf, at, in, got asOf, at',
    )
  })

  test('is what Redocly recommends, but for two things that the contract has', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    expect(problems.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer}`)).toEqual([
      // No id of an occurrence is “series”, and no method is possible at both.
      'no-ambiguous-paths #/paths/~1api~1maintenance~1series~1{id}',
      // It is there to say that there are no subscriptions yet.
      'operation-2xx-response #/paths/~1api~1v2~1subscribers.json/post/responses',
    ])
  })

  test('says the same whenever it is made, and is what was built', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    const made = JSON.stringify(openapiDocument(version))
    expect(JSON.stringify(openapiDocument(version))).toBe(made)
    expect(readFileSync('dist/openapi.json', 'utf8')).toBe(made)
  })

  test('names each operation once', () => {
    const ids = readOperations(document).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
