import { type CalendarDays, calendarDaysOf } from './calendar-days.ts'
import { type Durations, durationsOf } from './durations.ts'
import { type Instants, instantsOf } from './instants.ts'

/** Times and durations in words, in one language and one time zone. */
export interface Format extends Instants, CalendarDays, Durations {
  /** `America/New_York` */
  timeZone: string
}

const formats = new Map<string, Format>()

/** The format of a language and a zone, kept because formatters are slow to make. */
export function formatOf(locale: string, timeZone: string): Format {
  const key = `${locale} ${timeZone}`
  const format = formats.get(key) ?? createFormat(locale, timeZone)
  formats.set(key, format)
  return format
}

function createFormat(locale: string, timeZone: string): Format {
  return { ...instantsOf(locale, timeZone), ...calendarDaysOf(locale), ...durationsOf(locale), timeZone }
}
