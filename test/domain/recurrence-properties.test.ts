import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { occurrences, ruleFault } from '#domain/recurrence.ts'
import { faultOfExample } from '../recurrence.ts'
import { ruleText } from '../recurrence-by-the-book.ts'
import { faultsOf, WINDOW } from '../recurrence-checks.ts'
import { checkedRule } from '../recurrence-rules.ts'
import { RFC_EXAMPLES, RFC_REFUSED } from '../rfc5545-examples.ts'
import { isKnownElsewhere, startsElsewhere } from '../second-opinion.ts'

/** Zones whose clocks change in unlike ways, each with rules of its own; `npm run test:recurrence` takes them all. */
const ZONES = [
  ...['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tehran'],
  ...['America/St_Johns', 'Pacific/Chatham', 'America/Santiago', 'Africa/Cairo', 'Antarctica/Troll', 'Pacific/Apia'],
]

describe('occurrences', () => {
  test.each(ZONES.map((zone, n) => [zone, 5545 + n] as const))('in %s are those of the book', (zone, seed) =>
    fc.assert(
      fc.property(checkedRule, (checked) => {
        expect(faultsOf(checked, zone), ruleText(checked.rule)).toEqual([])
      }),
      { numRuns: 60, seed },
    ),
  )

  test('in UTC are those of another library, of rules that it knows', () =>
    fc.assert(
      fc.property(
        checkedRule.filter(({ rule }) => isKnownElsewhere(rule)),
        ({ rule, startsAt, durationMinutes }) => {
          const recurrence = { rrule: ruleText(rule), startsAt, timezone: 'UTC', durationMinutes }
          const starts = occurrences(recurrence, WINDOW.from, WINDOW.to).map(({ from }) => from)
          expect(starts, recurrence.rrule).toEqual(startsElsewhere(rule, startsAt, WINDOW.from, WINDOW.to))
        },
      ),
      { numRuns: 150, seed: 5545 },
    ))

  test.each(RFC_EXAMPLES)('of RFC 5545: $name', (example) => expect(faultOfExample(example)).toBeNull())

  test.each(RFC_REFUSED)('of RFC 5545, which is finer than a day: %s is refused', (rrule) =>
    expect(ruleFault(rrule)).toMatch(/^FREQ=DAILY/),
  )
})
