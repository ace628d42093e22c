import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleFault } from '#domain/recurrence.ts'
import { faultOfExample } from '../recurrence.ts'
import { ruleText } from '../recurrence-by-the-book.ts'
import { checkedRule, faultsOf } from '../recurrence-checks.ts'
import { RFC_EXAMPLES, RFC_REFUSED } from '../rfc5545-examples.ts'

/** Zones whose clocks change in unlike ways; `npm run test:recurrence` takes them all. */
const ZONES = [
  ...['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tehran'],
  ...['America/St_Johns', 'Pacific/Chatham', 'America/Santiago', 'Africa/Cairo', 'Antarctica/Troll', 'Pacific/Apia'],
]

describe('occurrences', () => {
  test.each(ZONES)('in %s are those of the book, by the clocks of the zone', (zone) =>
    fc.assert(
      fc.property(checkedRule, (checked) => {
        expect(faultsOf(checked, zone), ruleText(checked.rule)).toEqual([])
      }),
      { numRuns: 60, seed: 5545 },
    ),
  )

  test.each(RFC_EXAMPLES)('of RFC 5545: $name', (example) => expect(faultOfExample(example)).toBeNull())

  test.each(RFC_REFUSED)('of RFC 5545, which is finer than a day: %s is refused', (rrule) =>
    expect(ruleFault(rrule)).toMatch(/^FREQ=DAILY/),
  )
})
