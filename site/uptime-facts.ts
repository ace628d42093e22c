import { type DayBar, formatCoverage, formatUptime, type Uptime } from '#domain/uptime.ts'
import type { Format } from './format.ts'
import type { Texts } from './texts/en.ts'
import { worstDay } from './worst-day.ts'

/** Below this an uptime is never shown without its coverage. */
const FULL_COVERAGE = 0.999

/** The uptime in words, then what is to be known with it: `99.98 % uptime`, `96.6 % observed`. */
export function uptimeFacts({ ms, coverage }: Uptime, texts: Texts): string[] {
  const uptime = formatUptime(ms, 2)
  if (uptime === null) return [texts.noUptime]
  const observed = coverage !== null && coverage < FULL_COVERAGE ? formatCoverage(ms, 1) : null
  return observed === null ? [texts.uptime(uptime)] : [texts.uptime(uptime), texts.observed(observed)]
}

/** What the bars show, in words. */
export function barsInWords(days: readonly DayBar[], uptime: Uptime, format: Format, texts: Texts): string {
  const worst = worstDay(days)
  const facts = uptimeFacts(uptime, texts)
  if (worst) {
    const { date, status, durationMs } = worst
    facts.push(texts.worstDay(format.date(date), texts.statusWithinSentence(status), format.duration(durationMs)))
  } else if (uptime.uptime !== null) facts.push(texts.noWorstDay)
  return texts.bars(days.length, facts)
}
