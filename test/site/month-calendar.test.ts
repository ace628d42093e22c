import { describe, expect, test } from 'vitest'
import { historyMonth, monthOfView } from '#domain/history-month.ts'
import { formatOf } from '../../site/format.ts'
import { drawDays, gridOf, monthInWords, monthName } from '../../site/month-calendar.ts'
import { de } from '../../site/texts/de.ts'
import { en } from '../../site/texts/en.ts'
import { scopien } from './scopien.ts'
import { makeView, TIMEZONE } from './view.ts'

const view = makeView({ components: scopien() })
const record = monthOfView(view, '2026-11') ?? { bars: new Map(), incidents: [] }
const [api, , sync] = historyMonth(view, '2026-11', record).components

describe('monthName', () => {
  test.each([
    ['2026-11', 'en-GB', 'November 2026'],
    ['2027-03', 'de-DE', 'März 2027'],
  ])('%s in %s is %s', (month, locale, name) => expect(monthName(month, locale)).toBe(name))
})

describe('gridOf', () => {
  test('it begins on its weekday and has all its days, those to come too', () => {
    const { numbers, weekdays, height } = gridOf('2026-11', 'en-GB')
    expect(weekdays.map(({ text }) => text).join('')).toBe('MTWTFSS')
    expect(numbers).toHaveLength(30)
    expect(numbers[0]).toEqual({ x: 195, y: 28, text: '1' })
    expect(numbers[1]).toEqual({ x: 15, y: 66, text: '2' })
    expect(height).toBe(16 + 6 * 38)
  })

  test.each([
    ['2026-02', 28, 5],
    ['2027-02', 28, 4],
    ['2028-02', 29, 5],
    ['2026-08', 31, 6],
  ])('%s has %d days in %d weeks', (month, days, weeks) => {
    const { numbers, height } = gridOf(month, 'en-GB')
    expect([numbers.length, (height - 16) / 38]).toEqual([days, weeks])
  })
})

describe('drawDays', () => {
  test('a day is shared out by time, and a minute is still seen', () => {
    const areas = drawDays('2026-11', sync?.days ?? [])
    expect(areas.map(({ status }) => status)).toEqual([
      ...['operational', 'under_maintenance', 'degraded_performance', 'major_outage'],
    ])
    expect(areas.at(-1)?.d).toMatch(/^M\d+(\.\d)? \d+h3\.\dv16h-3\.\dz$/)
  })
})

describe('monthInWords', () => {
  const words = (texts: typeof en, of = api) =>
    of &&
    monthInWords(monthName('2026-11', texts.locale), of, formatOf(texts.locale, TIMEZONE), texts).replaceAll(
      '\u00a0',
      ' ',
    )

  test('says what it comes to, and each day with something to tell', () => {
    expect(words(en)).toBe('November 2026, 100.00 % uptime; 1 Nov: under maintenance 2 hr')
    expect(words(en, sync)).toContain('; 14 Nov: degraded 1 day; 15 Nov: degraded 6 hr; 16 Nov: major outage 25 min')
  })

  test('in German too', () => expect(words(de)).toMatch(/^November 2026, .*; 1\. Nov\.: Wartung 2 Std\.$/))
})
