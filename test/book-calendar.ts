/** A day with all the numbers by which a rule can name it, each from the first on and from the last: `[1, -31]`. */
export interface BookDay {
  /** `YYYY-MM-DD` */
  date: string
  year: number
  month: number
  weekday: Weekday
  ofMonth: Numbers
  ofYear: Numbers
  /** Among the days of its month, or of its year, that are the same weekday. */
  weekdayOfMonth: Numbers
  weekdayOfYear: Numbers
  /** Its week, by the day on which weeks begin. */
  week: Record<Weekday, { begins: string; year: number; ofYear: Numbers }>
}

export type Numbers = readonly [number, number]
export type Weekday = (typeof WEEKDAYS)[number]
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The years that the calendar has, its first and last days without whole weeks. */
const YEARS = [1998, 2031] as const
const DAY_MS = 86_400_000

/** The calendar as one hangs it on a wall: all days in order, numbered by counting them. */
export const CALENDAR: readonly BookDay[] = calendar()

function calendar(): BookDay[] {
  const days = allDays()
  const number = (nameOf: (day: Bare) => string) => numbered(days, nameOf)
  const ofMonth = number(({ date }) => date.slice(0, 7))
  const ofYear = number(({ year }) => String(year))
  const weekdayOfMonth = number(({ date, weekday }) => date.slice(0, 7) + weekday)
  const weekdayOfYear = number(({ year, weekday }) => year + weekday)
  const weeks = WEEKDAYS.map((first) => [first, weeksFrom(first, days)] as const)
  return days.map((day, n) => ({
    ...day,
    ofMonth: at(ofMonth, n),
    ofYear: at(ofYear, n),
    weekdayOfMonth: at(weekdayOfMonth, n),
    weekdayOfYear: at(weekdayOfYear, n),
    week: Object.fromEntries(weeks.map(([first, all]) => [first, at(all, n)])) as BookDay['week'],
  }))
}

type Bare = Pick<BookDay, 'date' | 'year' | 'month' | 'weekday'>

function allDays(): Bare[] {
  const days: Bare[] = []
  for (let time = Date.UTC(YEARS[0], 0, 1); time < Date.UTC(YEARS[1] + 1, 0, 1); time += DAY_MS) {
    const day = new Date(time)
    const weekday = at(WEEKDAYS, (day.getUTCDay() + 6) % 7)
    days.push({
      date: day.toISOString().slice(0, 10),
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
      weekday,
    })
  }
  return days
}

/** For each day its week: it belongs to the year that has four of its days or more. */
function weeksFrom(first: Weekday, days: readonly Bare[]) {
  const beginnings = days.map(({ weekday }, n) => (weekday === first ? n : -1)).filter((n) => n >= 0)
  const weeks = beginnings.map((n) => ({ begins: at(days, n).date, year: yearOfMost(days.slice(n, n + 7)) }))
  const numbers = numbered(weeks, ({ year }) => String(year))
  const complete = weeks.map((week, n) => ({ ...week, ofYear: at(numbers, n) }))
  const before = at(beginnings, 0)
  return days.map((_, n) => complete[Math.floor((n - before) / 7)] ?? { begins: '', year: 0, ofYear: [0, 0] as const })
}

function yearOfMost(days: readonly Bare[]): number {
  const inLast = days.filter(({ year }) => year === days.at(-1)?.year)
  return inLast.length >= 4 ? at(inLast, 0).year : at(days, 0).year
}

/** The number of each among those of the same name. */
function numbered<T>(all: readonly T[], nameOf: (one: T) => string): Numbers[] {
  const sizes = new Map<string, number>()
  const fromFirst = all.map((one) => {
    const size = (sizes.get(nameOf(one)) ?? 0) + 1
    sizes.set(nameOf(one), size)
    return size
  })
  return all.map((one, n) => [at(fromFirst, n), at(fromFirst, n) - (sizes.get(nameOf(one)) ?? 0) - 1])
}

function at<T>(list: readonly T[], index: number): T {
  const one = list[index]
  if (one === undefined) throw new RangeError(`Expected one of ${list.length}, got ${index}`)
  return one
}
