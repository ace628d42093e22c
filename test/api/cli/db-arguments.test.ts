import { describe, expect, test } from 'vitest'
import { readDbArguments } from '../../../api/cli/db-arguments.ts'

const read = (line: string) => readDbArguments(line.split(' ').filter(Boolean), (url) => /^(file|postgres):/.test(url))

describe('readDbArguments', () => {
  test.each(['copy --from file:a --to postgres://b/c', '--to=postgres://b/c --from=file:a copy'])(
    '%j is a copy',
    (line) => expect(read(line)).toEqual({ from: 'file:a', to: 'postgres://b/c' }),
  )

  test.each<[string, RegExp]>([
    ['', /^Expected: npm run db -- copy --from/],
    ['copy', /^Expected/],
    ['copy --from file:a', /^Expected/],
    ['move --from file:a --to file:b', /^Expected/],
    ['copy --from a --to file:b', /^--from is not the address of a database/],
    ['copy --from file:a --to mysql://u:secret@b', /^--to is not the address of a database/],
    ['copy --from file:a --to file:a', /^--from and --to are the same/],
    ['copy --over file:a', /^Unknown option '--over'/],
  ])('%j is wrong', (line, fault) => {
    const wanted = read(line)
    expect(wanted).toEqual({ fault: expect.stringMatching(fault) })
    expect(JSON.stringify(wanted)).not.toContain('secret')
  })
})
