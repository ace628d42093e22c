import type { Hono } from 'hono'
import { EVENTS_PATH } from './listener.ts'

/**
 * Everything that can be asked, as `METHOD /path`. The name of an asset that never changes is other in each version.
 *
 * @param paths   those of public documents
 * @param assets  by path
 */
export function knownRoutes(
  { routes }: Pick<Hono, 'routes'>,
  paths: readonly string[],
  assets: ReadonlyMap<string, unknown>,
): string[] {
  const files = [...assets.keys()].map((path) => path.replace(/^\/_astro\/.*/, '/_astro/:file'))
  return [
    ...[...paths, ...files, EVENTS_PATH].map((path) => `GET ${path}`),
    ...routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ]
}
