import { STATUSES, type Status } from '#domain/status.ts'
import { formatUptime, type StatusMs } from '#domain/uptime.ts'
import { durationPrinter } from './durations.ts'
import { instantsOf } from './instants.ts'
import type { Texts } from './texts/en.ts'

const DECIMALS = 2

/** What the figures of a day are told with; `0` is where a number goes. */
export interface DayWords {
  locale: string
  status: Readonly<Record<Status, string>>
  uptime: string
  noUptime: string
}

/** A day as `/api/components/{id}/uptime` tells of it. */
export interface ToldDay {
  /** `2026-11-03` */
  date: string
  ms: StatusMs
}

/** What is told of a day, in words. */
export interface DayFacts {
  /** `Tue 3 Nov` */
  date: string
  /** `97.08 % uptime` */
  uptime: string
  /** How long each status lasted, best first; one that lasted the whole day has no duration. */
  shares: { status: Status; text: string }[]
}

/** The words of a language, as a page hands them to its script. */
export function dayWords(texts: Texts): DayWords {
  const { locale, legendStatus: status, noUptime } = texts
  return { locale, status, noUptime, uptime: texts.uptime('0') }
}

/** @param now  the year that needs no saying is that of this instant */
export function dayFacts({ date, ms }: ToldDay, words: DayWords, now: number): DayFacts {
  const lasted = STATUSES.filter((status) => ms[status] > 0)
  const duration = durationPrinter(words.locale)
  return {
    date: instantsOf(words.locale, 'UTC').weekday(Date.parse(date), now),
    uptime: uptimeOf(ms, words),
    shares: lasted.map((status) => {
      const name = words.status[status]
      return { status, text: lasted.length > 1 ? `${name} ${duration(ms[status])}` : name }
    }),
  }
}

function uptimeOf(ms: StatusMs, { locale, uptime, noUptime }: DayWords): string {
  const percent = formatUptime(ms, DECIMALS)
  if (percent === null) return noUptime
  const { format } = new Intl.NumberFormat(locale, { minimumFractionDigits: DECIMALS })
  return uptime.replace('0', format(Number(percent)))
}
