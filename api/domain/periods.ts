/**
 * The proleptic Gregorian calendar in numbered periods of one kind, which follow each other without gaps. Days are
 * integers, counted from 1 January 1970.
 */
export interface Periods {
  /** The number of the period in which a day lies. */
  periodOf(day: number): number
  /** The first day of a period. */
  beginOf(period: number): number
}

// 1 January of the year 0.
const YEAR_0 = -719_528
// The calendar repeats after 400 years.
const MEAN_MONTH_DAYS = 146_097 / 4800
// 29 December 1969.
const A_MONDAY = -3

export const DAYS: Periods = { periodOf: (day) => day, beginOf: (day) => day }

/** Month 0 is January of the year 0. */
export const MONTHS = remembering({ periodOf: monthOf, beginOf: beginOfMonth })

/** Numbered as years are. */
export const YEARS = remembering({
  periodOf: (day) => Math.floor(MONTHS.periodOf(day) / 12),
  beginOf: (year) => beginOfMonth(year * 12),
})

/** @param first  the weekday on which weeks begin, 0 is Monday */
export function weeks(first: number): Periods {
  const zero = A_MONDAY + first
  return { periodOf: (day) => Math.floor((day - zero) / 7), beginOf: (week) => zero + week * 7 }
}

/** Years of whole weeks, of which the first has at least four days in the calendar year of the same number. */
export function weekYears(first: number): Periods {
  const { periodOf, beginOf } = weeks(first)
  const beginOfWeek = (day: number) => beginOf(periodOf(day))
  // The fourth day of a week lies in the year that has most of it, and so does 4 January in that of the first week.
  return remembering({
    periodOf: (day) => YEARS.periodOf(beginOfWeek(day) + 3),
    beginOf: (year) => beginOfWeek(YEARS.beginOf(year) + 3),
  })
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (((day - A_MONDAY) % 7) + 7) % 7
}

/** From 1, January. */
export function monthOfYear(day: number): number {
  return MONTHS.periodOf(day) - YEARS.periodOf(day) * 12 + 1
}

/** From 1. */
export function dayOfMonth(day: number): number {
  return day - MONTHS.beginOf(MONTHS.periodOf(day)) + 1
}

/** The same periods. Days are asked for in order: the ends of the period that the last one lay in are at hand. */
function remembering({ periodOf, beginOf }: Periods): Periods {
  let [period, begin, end] = [Number.NaN, 0, 0]
  return {
    periodOf(day) {
      if (day >= begin && day < end) return period
      period = periodOf(day)
      begin = beginOf(period)
      end = beginOf(period + 1)
      return period
    },
    beginOf(asked) {
      if (asked === period) return begin
      return asked === period + 1 ? end : beginOf(asked)
    },
  }
}

function monthOf(day: number): number {
  const near = Math.floor((day - YEAR_0) / MEAN_MONTH_DAYS)
  if (day < beginOfMonth(near)) return near - 1
  return day < beginOfMonth(near + 1) ? near : near + 1
}

/** Reckoned from March, so that a leap day is the last of its year. */
function beginOfMonth(month: number): number {
  const year = Math.floor((month - 2) / 12)
  const sinceMarch = month - 2 - year * 12
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  // From March on the months of 31 and 30 days repeat every 153 days, five months.
  return YEAR_0 + 60 + year * 365 + leapDays + Math.floor((sinceMarch * 153 + 2) / 5)
}
