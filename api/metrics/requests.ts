import { addHistogram, createBuckets } from './buckets.ts'
import type { Family } from './exposition.ts'
import { createRouteTable } from './route-table.ts'

export interface RequestMetrics {
  family: Family
  /** Sets up the routes that requests are counted by, as `GET /api/components/:id`. */
  configure(routes: readonly string[]): void
  /** A request was answered, so many ms after it came. */
  onAnswer(method: string, url: string, status: number, ms: number): void
}

/** From what is picked up ready-made to what the record is read for. */
const BOUNDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** How long requests take. A thousand are answered in the time of one scrape: each is looked up and added, no more. */
export function requestMetrics(): RequestMetrics {
  let table = createRouteTable([])
  return {
    family: {
      name: 'http_server_request_duration_seconds',
      help: 'How long requests took to be answered; a stream of events, to be opened',
      type: 'histogram',
      collect: (add, audience) => {
        for (const { labels, hidden, byStatus } of table.all) {
          if (hidden && audience === 'public') continue
          for (const [status, buckets] of byStatus) addHistogram(add, `${labels},status="${status}"`, buckets)
        }
      },
    },
    configure: (routes) => {
      table = createRouteTable(routes)
    },
    onAnswer: (method, url, status, ms) => {
      const { byStatus } = table.find(method, url)
      const buckets = byStatus.get(status) ?? createBuckets(BOUNDS)
      byStatus.set(status, buckets)
      buckets.observe(ms / 1000)
    },
  }
}
