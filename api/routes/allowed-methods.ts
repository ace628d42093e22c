import type { RouterRoute } from 'hono/types'
import { pathPattern } from '../path-pattern.ts'

/**
 * What can be done at a path, as `Allow` lists it.
 *
 * @param isDocument  whether something public is read there
 */
export function allowedMethods(routes: readonly RouterRoute[], path: string, isDocument: boolean): string[] {
  const here = routes.filter((route) => route.method !== 'ALL' && pathPattern(route.path).test(path))
  const methods = [...(isDocument ? ['GET'] : []), ...here.map(({ method }) => method)]
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}
