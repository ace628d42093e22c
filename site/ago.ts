const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** How long ago something was, in the largest unit that fits: `12 seconds ago`. What lies ahead is now. */
export function ago(ms: number, language: string): string {
  const [unit, length] = UNITS.find(([, each]) => ms >= each) ?? UNITS[3]
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(Math.max(0, ms) / length), unit)
}
