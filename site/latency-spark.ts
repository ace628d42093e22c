import type { LatencyBucket } from '#domain/latency.ts'
import { HOUR_MS } from '#domain/rollup.ts'

/** One unit across is an hour. Upwards it is a twenty-fourth of the slowest, so that a path takes few bytes. */
const WIDTH = 23
const HEIGHT = 24

export interface LatencySpark {
  width: number
  height: number
  /** The line that half of the answers do not exceed, and that of 95 %; broken where none came. */
  p50: string
  p95: string
}

/** The response times of the 24 hours that end with the one in which `at` lies, as two lines over the same scale. */
export function drawSpark(hours: readonly LatencyBucket[], at: number): LatencySpark {
  const last = Math.floor(at / HOUR_MS)
  const topMs = Math.max(1, ...hours.map(({ p95Ms }) => p95Ms ?? 0))
  const line = (msOf: (bucket: LatencyBucket) => number | null) => {
    const points = hours.flatMap((bucket) => {
      const ms = msOf(bucket)
      const x = WIDTH - last + bucket.from / HOUR_MS
      return ms === null || x < 0 ? [] : [{ x, y: HEIGHT - Math.round((ms / topMs) * HEIGHT) }]
    })
    return toPath(points)
  }
  return { width: WIDTH, height: HEIGHT, p50: line(({ p50Ms }) => p50Ms), p95: line(({ p95Ms }) => p95Ms) }
}

interface Point {
  x: number
  y: number
}

/** Steps from hour to hour, a dot for an hour between two silent ones. */
function toPath(points: readonly Point[]): string {
  return points.map((point, n) => toStep(point, points[n - 1], points[n + 1])).join('')
}

function toStep({ x, y }: Point, before: Point | undefined, after: Point | undefined): string {
  if (before?.x === x - 1) return `l1 ${y - before.y}`
  return after?.x === x + 1 ? `M${x} ${y}` : `M${x} ${y}h0`
}
