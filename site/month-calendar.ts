import type { MonthOfComponent } from '#domain/history-month.ts'
import type { Month } from '#domain/month.ts'
import { STATUSES, type Status } from '#domain/status.ts'
import type { DayBar } from '#domain/uptime.ts'
import type { Format } from './format.ts'
import type { Texts } from './texts/en.ts'
import { uptimeFacts } from './uptime-facts.ts'

// Lengths are pixels of the drawing at its own size.
const CELL = 30
const ROW = 38
const HEAD = 16
/** Where the number of a day stands, and where its bar begins, in its row. */
const NUMBER = 12
const BAR = 18
const BAR_WIDTH = 24
const LEAST_WIDTH = 4
const GAP = 1.5
/** The worse a day, the lower its bar reaches, so that the shape tells it without the colour. */
const REACH: Record<Status, number> = {
  operational: 4,
  under_maintenance: 6,
  unknown: 4,
  degraded_performance: 8,
  partial_outage: 12,
  major_outage: 16,
}
/** 5 January 1970 was a Monday, on which weeks begin. */
const A_MONDAY = Date.UTC(1970, 0, 5)
const DAY_MS = 86_400_000

export interface CalendarText {
  x: number
  y: number
  text: string
}

/** What the calendars of all components have in common. */
export interface MonthGrid {
  month: Month
  /** The month with its year. */
  name: string
  width: number
  height: number
  /** The weekdays, Monday first, and the number of each day. */
  weekdays: readonly CalendarText[]
  numbers: readonly CalendarText[]
}

/** The days of one status. */
export interface CalendarArea {
  status: Status
  d: string
}

/** The name of a month with its year. */
export function monthName(month: Month, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.format(Date.parse(`${month}-01`))
}

/** The days of a month as a calendar. */
export function gridOf(month: Month, locale: string): MonthGrid {
  const first = firstOf(month)
  const count = lengthOf(month)
  const narrow = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' })
  return {
    month,
    name: monthName(month, locale),
    width: 7 * CELL,
    height: HEAD + Math.ceil((first + count) / 7) * ROW,
    weekdays: Array.from({ length: 7 }, (_, n) => ({
      ...{ x: (n + 0.5) * CELL, y: 10, text: narrow.format(A_MONDAY + n * DAY_MS) },
    })),
    numbers: Array.from({ length: count }, (_, n) => {
      const { x, y } = placeOf(first, n + 1)
      return { x: x + CELL / 2, y: y + NUMBER, text: String(n + 1) }
    }),
  }
}

/** A bar below each day of a month that has begun, shared out by time from the best status on. */
export function drawDays(month: Month, days: readonly DayBar[]): CalendarArea[] {
  const first = firstOf(month)
  const rects = days.flatMap((day) => toRects(day, placeOf(first, dayOf(day.date))))
  return STATUSES.map((status) => ({
    status,
    d: rects
      .filter((rect) => rect.status === status)
      .map(({ x, y, width }) => `M${x} ${y}h${width}v${REACH[status]}h-${width}z`)
      .join(''),
  })).filter(({ d }) => d !== '')
}

/** What a calendar shows, in words: the month, what it comes to, and each day with something to tell. */
export function monthInWords(name: string, { uptime, days }: MonthOfComponent, format: Format, texts: Texts): string {
  const told = days.flatMap((day) => {
    const statuses = STATUSES.filter((status) => day.ms[status] > 0 && status !== 'operational' && status !== 'unknown')
    const parts = statuses.map((status) =>
      texts.lasting(texts.statusWithinSentence(status), format.duration(day.ms[status])),
    )
    return parts.length === 0 ? [] : [texts.dayInWords(format.date(day.date), texts.list(parts))]
  })
  return [[name, ...uptimeFacts(uptime, texts)].join(', '), ...told].join('; ')
}

interface Rect {
  status: Status
  x: number
  y: number
  width: number
}

function toRects(day: DayBar, { x, y }: { x: number; y: number }): Rect[] {
  const statuses = STATUSES.filter((status) => day.ms[status] > 0)
  const room = BAR_WIDTH - GAP * (statuses.length - 1)
  const total = statuses.reduce((sum, status) => sum + day.ms[status], 0)
  const wanted = statuses.map((status) => Math.max(LEAST_WIDTH, (room * day.ms[status]) / total))
  const scale = room / wanted.reduce((sum, width) => sum + width, 0)
  let left = x + (CELL - BAR_WIDTH) / 2
  return statuses.map((status, n) => {
    const width = (wanted[n] ?? 0) * scale
    const rect = { status, x: round(left), y: y + BAR, width: round(width) }
    left += width + GAP
    return rect
  })
}

/** The upper left corner of a day. */
function placeOf(first: number, day: number): { x: number; y: number } {
  const place = first + day - 1
  return { x: (place % 7) * CELL, y: HEAD + Math.floor(place / 7) * ROW }
}

/** The weekday on which a month begins; 0 is Monday. */
function firstOf(month: Month): number {
  return ((((Date.parse(`${month}-01`) - A_MONDAY) / DAY_MS) % 7) + 7) % 7
}

function dayOf(date: string): number {
  return Number(date.slice(8))
}

function lengthOf(month: Month): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
