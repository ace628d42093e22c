import { STATUSES, type Status } from '#domain/status.ts'
import type { DayBar } from '#domain/uptime.ts'

// Lengths are units of the drawing. Upwards a unit is a pixel; across, the drawing is stretched to the column.
const PITCH = 8
const BAR_WIDTH = 6
const BAR_HEIGHT = 28
const GAP = 2
/** The worse a day, the lower its bar reaches, so that the shape tells it without the colour. */
const REACH: Record<Status, number> = {
  operational: 0,
  under_maintenance: 0,
  unknown: 0,
  degraded_performance: 3,
  partial_outage: 6,
  major_outage: 9,
}

/** The part of a day's bar that one status takes. */
export interface Segment {
  status: Status
  top: number
  height: number
}

/** The stroke of all bars, or parts of bars, of one status. It has round caps. */
export interface Stroke {
  status: Status
  d: string
}

export interface Drawing {
  width: number
  height: number
  strokeWidth: number
  /** Best status first. */
  strokes: readonly Stroke[]
}

const drawn = new WeakMap<readonly DayBar[], Drawing>()

/** The days side by side, with one stroke per status, however many days there are; drawn once for all languages. */
export function drawDayBars(days: readonly DayBar[]): Drawing {
  const drawing = drawn.get(days) ?? draw(days)
  drawn.set(days, drawing)
  return drawing
}

function draw(days: readonly DayBar[]): Drawing {
  const bars = days.map(toSegments)
  const strokes = STATUSES.map((status) => ({ status, d: toPath(bars, status) })).filter(({ d }) => d !== '')
  return { ...sizeOf(days.length), strokes }
}

/** A day that was wholly of one status. */
export function drawDay(status: Status): Drawing {
  const segment = { status, top: 0, height: BAR_HEIGHT + REACH[status] }
  return { ...sizeOf(1), strokes: [{ status, d: toPath([[segment]], status) }] }
}

function sizeOf(days: number) {
  const width = Math.max(days * PITCH - PITCH + BAR_WIDTH, BAR_WIDTH)
  return { width, height: BAR_HEIGHT + REACH.major_outage, strokeWidth: BAR_WIDTH }
}

/**
 * A day's bar from the top down, best status first. Heights are in proportion to the time spent in each status, but
 * none is less than the bar is wide: a minute of outage is still seen.
 */
export function toSegments(day: DayBar): Segment[] {
  const statuses = STATUSES.filter((status) => day.ms[status] > 0)
  if (statuses.length === 0) return [{ status: 'unknown', top: 0, height: BAR_HEIGHT }]
  const barHeight = BAR_HEIGHT + Math.max(...statuses.map((status) => REACH[status]))
  const gaps = Math.min(GAP * (statuses.length - 1), barHeight - BAR_WIDTH * statuses.length)
  const weights = statuses.map((status) => day.ms[status])
  let top = 0
  return shareOut(barHeight - gaps, weights).map((height, index) => {
    const segment = { status: statuses[index] ?? 'unknown', top, height }
    top += height + gaps / Math.max(statuses.length - 1, 1)
    return segment
  })
}

/** Shares a length out by weight, none less than the minimum. The smallest choose first, the rest share what is left. */
function shareOut(length: number, weights: readonly number[]): number[] {
  const shares = weights.map(() => 0)
  let left = length
  let leftWeight = weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of [...weights.entries()].sort(([, a], [, b]) => a - b)) {
    const share = Math.max(BAR_WIDTH, (left * weight) / leftWeight)
    shares[index] = share
    left -= share
    leftWeight -= weight
  }
  return shares
}

/** The strokes of one status. Steps are relative, so that a run of like days repeats itself and compresses well. */
function toPath(bars: readonly (readonly Segment[])[], status: Status): string {
  let pen = { x: 0, y: 0 }
  let path = ''
  for (const [index, segments] of bars.entries()) {
    const segment = segments.find((candidate) => candidate.status === status)
    if (!segment) continue
    const x = index * PITCH + BAR_WIDTH / 2
    const from = Math.round(segment.top) + BAR_WIDTH / 2
    const to = Math.round(segment.top + segment.height) - BAR_WIDTH / 2
    path += `m${x - pen.x} ${from - pen.y}v${to - from}`
    pen = { x, y: to }
  }
  return path
}
