import fc from 'fast-check'
import { WEEKDAYS } from './book-calendar.ts'
import type { BookRule } from './recurrence-by-the-book.ts'

/** A rule with its start, as it is checked in some zone. */
export interface CheckedRule {
  rule: BookRule
  startsAt: string
  durationMinutes: number
}

type Parts = { [Key in keyof BookRule]-?: BookRule[Key] | undefined } & Pick<BookRule, 'freq' | 'interval'>

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight, arbitrary })
const some = <T>(arbitrary: fc.Arbitrary<T>, most: number) =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: most })
/** From the first on and from the last, and often those that few months or years have. */
const number = (most: number, rare: readonly number[]) =>
  fc.oneof(
    fc.integer({ min: 1, max: most }),
    fc.integer({ min: -most, max: -1 }),
    fc.constantFrom(...rare.flatMap((n) => [n, -n])),
  )
const weekday = fc.constantFrom(...WEEKDAYS)
const nth = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(10, 52, 53, -10, -52, -53) },
)

const parts: fc.Arbitrary<Parts> = fc.record({
  freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'YEARLY', 'YEARLY'),
  interval: fc.constantFrom(1, 1, 1, 1, 2, 3, 5),
  wkst: maybe(weekday),
  byMonth: maybe(some(fc.integer({ min: 1, max: 12 }), 6)),
  byWeekNo: maybe(some(number(53, [1, 52, 53]), 8)),
  byYearDay: maybe(some(number(366, [1, 59, 60, 61, 365, 366]), 40)),
  byMonthDay: maybe(some(number(31, [29, 30, 31]), 10)),
  byDay: maybe(fc.uniqueArray(fc.tuple(nth, weekday), { minLength: 1, maxLength: 6, selector: String }), 2),
  byHour: maybe(some(fc.integer({ min: 0, max: 23 }), 2)),
  byMinute: maybe(some(fc.constantFrom(0, 15, 30, 45), 2)),
  bySetPos: maybe(some(fc.constantFrom(1, 2, 3, 10, -1, -2, -3, -10), 4)),
  count: maybe(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 4000 }))),
  until: maybe(
    fc.constantFrom(
      '20260630',
      '20260630T120000',
      '20270314T023000',
      '20270314T073000Z',
      '20270613T020000Z',
      '20191231',
    ),
  ),
})

const startsAt = fc
  .record({
    year: fc.constantFrom(2026, 2026, 2026, 2025, 2024, 2020, 2004, 1999),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.oneof(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 28, max: 31 })),
    hour: fc.constantFrom(0, 1, 2, 2, 3, 23),
    minute: fc.constantFrom(0, 30, 59),
  })
  .map(({ year, month, day, hour, minute }) => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
    return new Date(Date.UTC(year, month - 1, Math.min(day, last), hour, minute)).toISOString().slice(0, 19)
  })

/** Rules of every frequency with all parts, near the changes of the clock of two years, some begun long before. */
export const checkedRule: fc.Arbitrary<CheckedRule> = fc.record({
  rule: parts.map(acceptable),
  startsAt,
  durationMinutes: fc.integer({ min: 1, max: 600 }),
})

/** What may not stand together is left out. */
function acceptable({ freq, byDay, ...all }: Parts): BookRule {
  const isYearly = freq === 'YEARLY'
  const byWeekNo = isYearly ? all.byWeekNo : undefined
  const isNumbered = freq === 'MONTHLY' || (isYearly && !byWeekNo)
  const days = byDay?.map(([n, day]) => [isNumbered ? n : 0, day] as const)
  const rule = {
    ...{ ...all, freq, byWeekNo, byDay: days },
    byYearDay: isYearly ? all.byYearDay : undefined,
    byMonthDay: freq === 'WEEKLY' ? undefined : all.byMonthDay,
    until: all.count === undefined ? all.until : undefined,
  }
  const { byMonth, byYearDay, byMonthDay, byHour, byMinute } = rule
  const others = [byMonth, byWeekNo, byYearDay, byMonthDay, days, byHour, byMinute]
  const bySetPos = others.some((part) => part !== undefined) ? all.bySetPos : undefined
  const given = Object.entries({ ...rule, bySetPos }).filter(([, part]) => part !== undefined)
  return Object.fromEntries(given) as unknown as BookRule
}
