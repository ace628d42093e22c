import { describe, expect, test } from 'vitest'
import { calendarDaysOf } from '../../site/calendar-days.ts'

describe('calendarDaysOf', () => {
  test.each([
    ['en-GB', '3 Nov', '10 – 23 Nov'],
    ['de-DE', '3. Nov.', '10.–23. Nov.'],
  ])('in %s a day is “%s” and some in a row are “%s”', (locale, day, days) => {
    const { date, dates } = calendarDaysOf(locale)
    expect(date('2026-11-03')).toBe(day)
    // Thin spaces are of no account here.
    expect(dates('2026-11-10', '2026-11-23').replaceAll(/\s/g, ' ')).toBe(days)
  })
})
