/** One line of a benchmark: what was measured, and whether its limit holds. */
export interface Limit {
  what: string
  value: number
  unit: string
  most?: number
  least?: number
}

/** Prints a figure and, where it has a limit, whether that holds or by how much it does not. */
export function printLimit({ what, value, unit, most, least }: Limit): void {
  const figure = `${round(value)}${unit && ` ${unit}`}`
  const over = Math.max(most === undefined ? 0 : value - most, least === undefined ? 0 : least - value)
  const limit = most === undefined ? (least === undefined ? '' : `at least ${least}`) : `at most ${most}`
  const verdict = over > 0 || Number.isNaN(value) ? `DOES NOT HOLD, by ${round(over)}` : 'holds'
  console.log(`${what.padEnd(58)} ${figure.padStart(12)}  ${limit && `${limit}: ${verdict}`}`.trimEnd())
}

/** The value below which a share of all lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function round(value: number): string {
  return value.toFixed(Math.abs(value) < 10 ? 3 : 1).replace(/\.0+$/, '')
}
