import { describe, expect, test } from 'vitest'
import { readTokenArguments } from '../../../api/cli/token-arguments.ts'

const read = (line: string) => readTokenArguments(line.split(' ').filter(Boolean))

describe('readTokenArguments', () => {
  test.each<[string, unknown]>([
    [
      'create --name ci --scope incidents:write',
      { kind: 'create', name: 'ci', scopes: ['incidents:write'], expiresInMs: null },
    ],
    [
      'create --name ci --scope admin --scope metrics:read --expires 90d',
      { kind: 'create', name: 'ci', scopes: ['metrics:read', 'admin'], expiresInMs: 90 * 86_400_000 },
    ],
    ['list', { kind: 'list', json: false }],
    ['list --json', { kind: 'list', json: true }],
    ['revoke ci', { kind: 'revoke', token: 'ci' }],
  ])('%s', (line, wanted) => expect(read(line)).toEqual(wanted))

  test.each<[string, string]>([
    ['', 'Expected one of:'],
    ['make --name ci', 'Expected one of:'],
    ['revoke', 'Expected one of:'],
    ['revoke a b', 'Expected one of:'],
    ['create --scope admin', '--name: expected'],
    ['create --name a/b --scope admin', '--name: expected'],
    ['create --name ci', '--scope: expected at least one'],
    ['create --name ci --scope root', 'expected incidents:write, maintenance:write, metrics:read, admin, got "root"'],
    ['create --name ci --scope admin --expires soon', 'expected a time such as 12h or 90d, got "soon"'],
    ['create --name ci --scope admin --expires 0d', 'got "0d"'],
    ['create --name ci --scope admin --expires 9999d', 'got "9999d"'],
    ['list --all', "Unknown option '--all'"],
  ])('%s is told what was expected', (line, fault) =>
    expect(read(line)).toEqual({ fault: expect.stringContaining(fault) }),
  )
})
