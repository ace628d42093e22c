import type * as z from 'zod'
import { LANGUAGE_PARAMETER } from '#domain/language.ts'
import type { Scope } from '#domain/token.ts'
import { type AppDeps, createApp } from '../app.ts'
import { bodySchemaOf } from '../operators/json-body.ts'
import type { RequireScope } from '../operators/operator-env.ts'
import { demandRenderers, publicRenderers } from '../publish/renderers.ts'

/** What a route says of itself. */
export interface Route {
  /** `METHOD /path` */
  name: string
  /** Any one of them opens it; `[]` where it is open. */
  scopes: readonly Scope[]
  body: z.ZodType | undefined
}

/** What a public document says of itself. */
export interface PublicDocument {
  path: string
  /** Media types, without their parameters. */
  types: readonly string[]
  /** `null` of one that answers no query and refuses none. */
  parameters: readonly string[] | null
}

/** Every route that there is. */
export function listRoutes(): Route[] {
  const opened = new WeakMap<object, readonly Scope[]>()
  const requireScope: RequireScope = (...scopes) => {
    const guard: ReturnType<RequireScope> = (_, next) => next()
    opened.set(guard, scopes)
    return guard
  }
  // Nobody asks this app anything: its routes are all that is wanted of it.
  const { routes } = createApp({ requireScope } as unknown as AppDeps)
  const handlers = Map.groupBy(
    routes.filter(({ method }) => method !== 'ALL'),
    ({ method, path }) => `${method} ${path}`,
  )
  return [...handlers].map(([name, all]) => ({
    name,
    scopes: all.flatMap(({ handler }) => opened.get(handler) ?? []),
    body: all.map(({ handler }) => bodySchemaOf(handler)).find((schema) => schema !== undefined),
  }))
}

/** Every public document that there is; the variants of one path are one. */
export function listDocuments(): PublicDocument[] {
  const prepared = publicRenderers(async () => '', '').map(({ path, type }) => ({ path, type, parameters: null }))
  const made = demandRenderers(async () => '', '').map(
    ({ path, type = 'application/json', inLanguages = false, parameters }) => ({
      path,
      type,
      parameters: [...parameters, ...(inLanguages ? [LANGUAGE_PARAMETER] : [])],
    }),
  )
  // A variant's name is no path: it ends with the path that it stands for.
  const byPath = Map.groupBy([...prepared, ...made], ({ path }) => path.slice(path.lastIndexOf(' ') + 1))
  return [...byPath].map(([path, all]) => ({
    path,
    types: [...new Set(all.map(({ type }) => type.split(';')[0] ?? type))],
    parameters: all.find(({ parameters }) => parameters !== null)?.parameters ?? null,
  }))
}
