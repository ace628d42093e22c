import { UNITS } from './durations.ts'

/** How long ago something was, in the largest unit that fits: `12 seconds ago`. What lies ahead is now. */
export function ago(age: number, language: string): string {
  const { unit, ms } = UNITS.find((each) => age >= each.ms) ?? UNITS[3]
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(Math.max(0, age) / ms), unit)
}
