import { describe, expect, test } from 'vitest'
import { isDatabaseUrl } from '#domain/database-url.ts'
import { readBackupArguments } from '../../../api/cli/backup-arguments.ts'

const read = (line: string) => readBackupArguments(line.split(' ').filter(Boolean), isDatabaseUrl)

describe('readBackupArguments', () => {
  test.each<[string, unknown]>([
    ['create', { kind: 'create', json: false }],
    ['list --json', { kind: 'list', json: true }],
    ['verify latest', { kind: 'verify', backup: 'latest', json: false }],
    ['restore latest', { kind: 'restore', backup: 'latest', to: undefined, json: false }],
    ['restore ./a.db.zst --to file:b.db', { kind: 'restore', backup: './a.db.zst', to: 'file:b.db', json: false }],
  ])('%s', (line, command) => expect(read(line)).toEqual(command))

  test.each([
    ['', /^Expected one of:/],
    ['delete latest', /^Expected a command, got "delete"\./],
    ['create now', /^Expected nothing after create, got "now"\./],
    ['verify', /^verify: expected the name of a backup, its file, or latest\./],
    ['restore', /^restore: expected the name of a backup, its file, or latest\./],
    ['restore latest file:b.db', /^Expected nothing after latest, got "file:b\.db"\./],
    ['restore latest --to b.db', /^--to: expected file:/],
    ['verify latest --to file:b.db', /^--to: expected with restore only\./],
    ['create --force', /^Unknown option '--force'/],
  ])('"%s" is told what was expected', (line, fault) =>
    expect(read(line)).toEqual({ fault: expect.stringMatching(fault) }),
  )
})
