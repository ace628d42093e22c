import { describe, expect, test } from 'vitest'
import { ruleFault } from '#domain/recurrence.ts'

describe('ruleFault', () => {
  test.each([
    'FREQ=DAILY',
    'FREQ=MONTHLY;BYDAY=1SU',
    'FREQ=MONTHLY;BYDAY=+1SU,-1MO;BYMONTH=01,12',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU;COUNT=10',
    'FREQ=DAILY;UNTIL=20261231T235959Z',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    'freq=weekly',
  ])('%s is acceptable', (rrule) => expect(ruleFault(rrule)).toBeNull())

  test.each([
    ['', 'parts of RFC 5545'],
    ['RRULE:FREQ=DAILY', 'the bare rule'],
    ['DTSTART:20260101T000000\nRRULE:FREQ=DAILY', 'the bare rule'],
    ['FREQ=DAILY;EXDATE=20260101', 'parts of RFC 5545'],
    ['FREQ=DAILY;', 'parts of RFC 5545'],
    ['FREQ=HOURLY', 'FREQ=DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['INTERVAL=2', 'FREQ=DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'each part once'],
    ['FREQ=DAILY;INTERVAL=0', 'a value of RFC 5545 for INTERVAL'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20260101T000000Z', 'COUNT or UNTIL, not both'],
    ['FREQ=DAILY;UNTIL=20261331T000000Z', 'a value of RFC 5545 for UNTIL'],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40', 'at most 24 times a day'],
    ['FREQ=WEEKLY;BYDAY=XX', 'a value of RFC 5545 for BYDAY'],
    ['FREQ=WEEKLY;BYDAY=1SU', 'numbered days only'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY only'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'BYWEEKNO only'],
    ['FREQ=MONTHLY;BYYEARDAY=3', 'BYYEARDAY only'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS only'],
  ])('of %j it expects %s', (rrule, expected) => expect(ruleFault(rrule)).toContain(expected))
})
