import { describe, expect, test } from 'vitest'
import {
  type Backup,
  backupName,
  expiredBackups,
  isBackupDue,
  newestBackup,
  retryPauseMs,
  takenAtOf,
} from '#domain/backup.ts'
import { databaseName } from '#domain/database-url.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.parse('2026-11-23T15:22:05.067Z')
const backupsAt = (...instants: number[]): Backup[] =>
  instants.map((takenAt) => ({ name: backupName('status', takenAt), takenAt, bytes: 1 }))

describe('backupName', () => {
  test('has the instant without colons', () =>
    expect(backupName('status', NOW)).toBe('status-2026-11-23T15-22-05.067Z.db.zst'))

  test.each<[string, string, number | null]>([
    ['status-2026-11-23T15-22-05.067Z.db.zst', 'status', NOW],
    ['my-status-2026-11-23T15-22-05.067Z.db.zst', 'my-status', NOW],
    ['my-status-2026-11-23T15-22-05.067Z.db.zst', 'status', null],
    ['my-status-2026-11-23T15-22-05.067Z.db.zst', 'my', null],
    ['status-2026-11-23T15-22-05.067Z.db.zst.part', 'status', null],
    ['status-2026-13-23T15-22-05.067Z.db.zst', 'status', null],
    ['.status.unfinished', 'status', null],
    ['status.db', 'status', null],
    ['', 'status', null],
  ])('"%s" as one of %s was taken at %s', (name, database, takenAt) => expect(takenAtOf(name, database)).toBe(takenAt))
})

describe('databaseName', () => {
  test.each([
    ['file:./data/status.db', 'status'],
    ['file:status.sqlite', 'status'],
    ['file:/var/lib/my status', 'my_status'],
    ['postgres://me:a%2Fb@db:5432/prod?sslmode=require', 'prod'],
    ['postgresql://db/prod/', 'prod'],
  ])('of %s is %s', (url, name) => expect(databaseName(url)).toBe(name))
})

describe('newestBackup', () => {
  test.each<[string, number[], number | undefined]>([
    ['of none is none', [], undefined],
    ['goes by when they were taken', [NOW - 3, NOW - 1, NOW - 2], NOW - 1],
    ['is not one from a clock that was wrong', [NOW - 1, NOW + DAY], NOW - 1],
    ['is one even so, where the clock is wrong now', [NOW + 1, NOW + DAY], NOW + DAY],
  ])('%s', (_, instants, newest) => expect(newestBackup(backupsAt(...instants), NOW)?.takenAt).toBe(newest))
})

describe('isBackupDue', () => {
  test.each<[string, number[], boolean]>([
    ['there is none', [], true],
    ['one was just taken', [NOW], false],
    ['the last is not six hours old', [NOW - 5 * HOUR], false],
    ['the last is six hours old', [NOW - 6 * HOUR], true],
    ['one is from a clock that was wrong', [NOW + DAY, NOW - 7 * HOUR], true],
  ])('when %s: %j → %s', (_, instants, isDue) =>
    expect(isBackupDue(backupsAt(...instants), { everyMs: 6 * HOUR }, NOW)).toBe(isDue),
  )
})

describe('expiredBackups', () => {
  const keepMs = 30 * DAY
  test.each<[string, number[], number[]]>([
    ['of none is none', [], []],
    ['is what is older than 30 days', [NOW - 31 * DAY, NOW - 30 * DAY, NOW], [NOW - 31 * DAY]],
    ['is never the newest, however old', [NOW - 50 * DAY, NOW - 40 * DAY], [NOW - 50 * DAY]],
    ['is not the only one', [NOW - 40 * DAY], []],
    [
      'is not the newest beside one from a clock that was wrong',
      [NOW - 50 * DAY, NOW - 40 * DAY, NOW + DAY],
      [NOW - 50 * DAY],
    ],
  ])('%s', (_, instants, expired) =>
    expect(expiredBackups(backupsAt(...instants), { keepMs }, NOW).map(({ takenAt }) => takenAt)).toEqual(expired),
  )
})

describe('retryPauseMs', () => {
  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [7, 320],
    [8, 360],
    [2000, 360],
  ])('after %d failures it is %d min', (failures, minutes) =>
    expect(retryPauseMs(failures, { everyMs: 6 * HOUR })).toBe(minutes * 60_000),
  )
})
