import type { LatencyBucket } from '#domain/latency.ts'

// Lengths are units of the drawing. Upwards a unit is a pixel; across, the drawing is stretched to the column.
const WIDTH = 720
const HEIGHT = 96
/** The top of a scale is one of these times a power of ten. */
const STEPS = [1, 2, 3, 5, 10]

export interface LatencyDrawing {
  width: number
  height: number
  /** What the top of the drawing stands for; the bottom is 0. */
  topMs: number
  /** The line that half of all answers do not exceed, and that of 99 %; broken where nothing was observed. */
  p50: string
  p99: string
  /** The area from the first to what 95 % do not exceed. */
  band: string
}

/** A chart of some buckets; `null` where there was no answer at all. */
export function drawLatency(buckets: readonly LatencyBucket[]): LatencyDrawing | null {
  const slowest = Math.max(0, ...buckets.map(({ p99Ms }) => p99Ms ?? 0))
  const runs = runsOf(buckets)
  if (runs.length === 0) return null
  const topMs = topOf(slowest)
  const step = WIDTH / buckets.length
  const y = (ms: number) => round(HEIGHT - (ms / topMs) * HEIGHT)
  const edge = (run: Run, latencyIn: (bucket: Answered) => number) => toPoints(run, step, (one) => y(latencyIn(one)))
  const lines = (latencyIn: (bucket: Answered) => number) =>
    runs.map((run) => `M${edge(run, latencyIn).join('L')}`).join('')
  return {
    ...{ width: WIDTH, height: HEIGHT, topMs, p50: lines(({ p50Ms }) => p50Ms), p99: lines(({ p99Ms }) => p99Ms) },
    band: runs
      .map((run) => [...edge(run, ({ p95Ms }) => p95Ms), ...edge(run, ({ p50Ms }) => p50Ms).reverse()])
      .map((points) => `M${points.join('L')}Z`)
      .join(''),
  }
}

/** A bucket with answers. */
interface Answered {
  p50Ms: number
  p95Ms: number
  p99Ms: number
}

/** Buckets in a row with answers, and the number of the first. */
interface Run {
  first: number
  buckets: Answered[]
}

function runsOf(buckets: readonly LatencyBucket[]): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const [index, { p50Ms, p95Ms, p99Ms }] of buckets.entries()) {
    if (p50Ms === null || p95Ms === null || p99Ms === null) run = undefined
    else if (run) run.buckets.push({ p50Ms, p95Ms, p99Ms })
    else {
      run = { first: index, buckets: [{ p50Ms, p95Ms, p99Ms }] }
      runs.push(run)
    }
  }
  return runs
}

/** The middles of a run's buckets, level to its ends: a bucket by itself is a line as wide as it lasted. */
function toPoints({ first, buckets }: Run, step: number, yOf: (bucket: Answered) => number): string[] {
  const ys = buckets.map(yOf)
  const middles = ys.map((y, n) => `${round((first + n + 0.5) * step)} ${y}`)
  const end = first + buckets.length
  return [`${round(first * step)} ${ys[0]}`, ...middles, `${round(end * step)} ${ys.at(-1)}`]
}

function topOf(slowestMs: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(slowestMs, 1)))
  return (STEPS.find((step) => step * power >= slowestMs) ?? 10) * power
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
