/** Units of time, the largest first. */
export const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

/** Lengths of time in words, in one language. */
export interface Durations {
  /** `42 min`, `2 hr 5 min`: the two largest units, rounded down; only between them may a line end. */
  duration(ms: number): string
  /** How long an answer took: `340 ms`, from a second on `1.2 sec`. */
  latency(ms: number): string
}

/** The durations of a language, as `de-DE`. Making them is slow; keep them. */
export function durationsOf(locale: string): Durations {
  return { duration: durationPrinter(locale), latency: latencyPrinter(locale) }
}

export function durationPrinter(locale: string): Durations['duration'] {
  const units = UNITS.map(({ unit, ms }) => ({ ms, printer: unitPrinter(locale, unit) }))
  return (duration) => {
    const largest = units.findIndex(({ ms }) => duration >= ms)
    const shown = largest < 0 ? units.slice(-1) : units.slice(largest, largest + 2)
    let left = duration
    const parts = shown.flatMap(({ ms, printer }) => {
      const count = Math.floor(left / ms)
      left -= count * ms
      return count > 0 || largest < 0 ? [printer(count)] : []
    })
    return parts.join(' ')
  }
}

function latencyPrinter(locale: string): Durations['latency'] {
  const milliseconds = unitPrinter(locale, 'millisecond', 0)
  const seconds = unitPrinter(locale, 'second')
  return (ms) => (Math.round(ms) < 1000 ? milliseconds(ms) : seconds(ms / 1000))
}

/** Prints numbers with their unit, which no end of a line parts. */
function unitPrinter(locale: string, unit: string, decimals = 1): (count: number) => string {
  // `2 hr` is read everywhere, unlike what the regions of a language make of it. Short days are letters in some.
  const unitDisplay = unit === 'day' ? 'long' : 'short'
  const { language } = new Intl.Locale(locale)
  const printer = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: decimals })
  return (count) => printer.format(count).replace(' ', '\u00a0')
}
