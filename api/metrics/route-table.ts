import { pathPattern } from '../path-pattern.ts'
import { targetOf } from '../request-target.ts'
import type { Buckets } from './buckets.ts'
import { labelText } from './exposition.ts'

/** Requests of one method to one route. */
export interface RouteTimes {
  /** As it was configured, without its method; `other` for all else. */
  route: string
  /** `method` and `route`. */
  labels: string
  /** Whether it tells of what operators do, drafts and private incidents among it. */
  hidden: boolean
  /** Durations, by the status that was answered. */
  byStatus: Map<number, Buckets>
}

export interface RouteTable {
  all: readonly RouteTimes[]
  /** Where a request is counted, whatever was sent. */
  find(method: string, url: string): RouteTimes
}

interface OfMethod {
  /** By path. */
  exact: Map<string, RouteTimes>
  patterns: { pattern: RegExp; times: RouteTimes }[]
  /** What is at no route. */
  other: RouteTimes
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const READS = ['GET', 'HEAD']
/** What no route has: its path is the visitor's own, and never a label. */
export const OTHER_ROUTE = 'other'
const OTHER_METHOD = 'OTHER'

/**
 * Where requests are counted. There is a place for each method of each route, and one a method for all else: whoever asks
 * can make no more.
 *
 * @param routes  `METHOD /path`, where `:name` in a path stands for anything; what is read by GET is also asked by HEAD
 */
export function createRouteTable(routes: readonly string[]): RouteTable {
  const all: RouteTimes[] = []
  const place = (method: string, route: string): RouteTimes => {
    const hidden = route !== OTHER_ROUTE && !READS.includes(method)
    const times = { route, labels: labelText({ method, route }), hidden, byStatus: new Map() }
    all.push(times)
    return times
  }
  const ofMethod = (method: string): OfMethod => ({
    exact: new Map(),
    patterns: [],
    other: place(method, OTHER_ROUTE),
  })
  const byMethod = new Map(METHODS.map((method) => [method, ofMethod(method)]))
  const strange = ofMethod(OTHER_METHOD)
  for (const name of new Set(routes.flatMap(withHead))) {
    const [method = '', path = ''] = name.split(' ')
    const { exact, patterns } = byMethod.get(method) ?? strange
    const times = place(method, path)
    if (path.includes(':')) patterns.push({ pattern: pathPattern(path), times })
    else exact.set(path, times)
  }

  return {
    all,
    find: (method, url) => {
      const { exact, patterns, other } = byMethod.get(method) ?? strange
      // Nearly all that is asked is a path as it is.
      const found = exact.get(url)
      if (found) return found
      const { path } = targetOf({ url })
      return exact.get(path) ?? patterns.find(({ pattern }) => pattern.test(path))?.times ?? other
    },
  }
}

function withHead(route: string): string[] {
  return route.startsWith('GET ') ? [route, route.replace('GET', 'HEAD')] : [route]
}
