import { instantOf } from '#domain/rfc3339.ts'
import { WrongUsage } from './refusals.ts'

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `90s`, `30m`, `2h`, `1d` → ms; `undefined` for anything else. */
export function durationOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  return unit === undefined ? undefined : Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]
}

/** A length of time that an option gives, in ms. @throws {WrongUsage} */
export function readDuration(option: string, text: string): number {
  const ms = durationOf(text)
  if (ms === undefined || ms === 0) throw new WrongUsage(`${option}: expected a time such as 30m or 2h, got "${text}".`)
  return ms
}

/**
 * An instant that an option gives: RFC 3339, or a time before now (`20m`) or after it.
 *
 * @returns as the API takes it
 * @throws {WrongUsage}
 */
export function readInstant(option: string, text: string, { now, sign }: { now: number; sign: 1 | -1 }): string {
  const distance = durationOf(text)
  const instant = distance === undefined ? instantOf(text) : now + sign * distance
  if (instant === null)
    throw new WrongUsage(`${option}: expected a time such as 20m, or 2026-11-01T07:00:00Z, got "${text}".`)
  return new Date(instant).toISOString()
}

/** Wall-clock time with seconds, as the API takes it. @throws {WrongUsage} */
export function readWallClock(option: string, text: string): string {
  const [, date, minute, second = '00'] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d))?$/.exec(text) ?? []
  if (date === undefined) throw new WrongUsage(`${option}: expected a time such as 2026-12-06T02:00, got "${text}".`)
  return `${date}T${minute}:${second}`
}
