import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../api/cli/check-arguments.ts'

const KNOWN = ['api-health', 'dashboard-page']

describe('readArguments', () => {
  test.each([
    [['api-health'], { ids: ['api-health'], all: false, json: false }],
    [['--json', 'dashboard-page'], { ids: ['dashboard-page'], all: false, json: true }],
    [['--all'], { ids: KNOWN, all: true, json: false }],
    [['--all', '--json'], { ids: KNOWN, all: true, json: true }],
  ])('%j is %j', (args, wanted) => expect(readArguments(args, KNOWN)).toEqual(wanted))

  test.each([
    [[], 'Expected the id of a check, or --all'],
    [['api-health', 'dashboard-page'], 'Expected the id of a check, or --all'],
    [['--all', 'api-health'], 'Expected the id of a check, or --all'],
    [['api'], 'No check has the id "api".'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j is wrong, in a sentence, with the ids that there are', (args, sentence) => {
    const { fault } = readArguments(args, KNOWN) as { fault: string }
    expect(fault).toContain(sentence)
    expect(fault).toMatch(/The checks are: api-health, dashboard-page$/)
  })

  test('a file without checks says so', () =>
    expect(readArguments(['--fast'], [])).toMatchObject({ fault: expect.stringContaining('There are no checks.') }))
})
