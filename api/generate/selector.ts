/** The series of a metric that one job scrapes from us: blackbox_exporter has metrics of the same names. */
export type Select = (metric: string, ...matchers: readonly string[]) => string

/** Selects by the name of the job, or by a variable that holds it. */
export function selectorOf(job: string): Select {
  return (metric, ...matchers) => `${metric}{${[`job="${job}"`, ...matchers].join(',')}}`
}

/** A matcher that lets through what has one of some values, none of which has a sign of its own in a pattern. */
export function oneOf(label: string, values: readonly string[]): string {
  return values.length === 1 ? `${label}="${values[0]}"` : `${label}=~"${values.join('|')}"`
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

/** A length of time as Prometheus writes it, `5m`; whole seconds. */
export function promDuration(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, length]) => ms % length === 0) ?? (['s', 1000] as const)
  return `${Math.ceil(ms / unitMs)}${unit}`
}
