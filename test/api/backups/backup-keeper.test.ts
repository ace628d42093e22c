import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupName } from '#domain/backup.ts'
import { BackupFailed } from '../../../api/backups/backup-failed.ts'
import { type BackupKeeperDeps, createBackupKeeper } from '../../../api/backups/backup-keeper.ts'
import { createMetrics } from '../../../api/metrics/metrics.ts'
import { freshFolder } from '../../db/open-test-database.ts'
import { NOW } from '../../facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A keeper whose clock stands still until it is told, over backups that were taken so long ago. */
function keeping({ ages = [] as number[], ...changes }: Partial<BackupKeeperDeps> & { ages?: number[] } = {}) {
  const folder = join(freshFolder(), 'backups')
  const clock = { at: 0 }
  const now = () => NOW + clock.at
  const put = (takenAt: number) => writeFileSync(join(folder, backupName('status', takenAt)), 'backup')
  mkdirSync(folder)
  for (const age of ages) put(NOW - age)
  const metrics = createMetrics({ now })
  const logged: object[] = []
  const log = {
    info: (line: object) => void logged.push(line),
    error: (line: object) => void logged.push(line),
  } as never
  let takes = 0
  const take = async () => {
    takes++
    put(now())
  }
  const plan = { everyMs: 6 * HOUR, keepMs: 30 * DAY }
  const deps = {
    folder,
    database: 'status',
    ...plan,
    take,
    metrics: metrics.backups,
    log,
    now,
    monotonic: () => clock.at,
  }
  const keeper = createBackupKeeper({ ...deps, ...changes })
  return {
    ...{ keeper, clock, folder, logged },
    takes: () => takes,
    ages: () => readdirSync(folder).map((name) => backupAge(name, now())),
    look: (at: number) => {
      clock.at = at
      return keeper.look()
    },
    metric: async (name: string) =>
      new RegExp(`^status_backup_${name} (.+)$`, 'm').exec(String((await metrics.expose()).bytes))?.[1],
  }
}

const backupAge = (name: string, now: number) =>
  now - Date.parse(name.slice('status-'.length, -'.db.zst'.length).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'))

const full = () => Promise.reject(new Error('no space left on device'))

describe('createBackupKeeper', () => {
  test('takes the first a minute after the start, and the next six hours later', async () => {
    const { look, takes } = keeping()
    await look(MINUTE - 1)
    expect(takes()).toBe(0)
    await look(MINUTE)
    expect(takes()).toBe(1)
    await look(MINUTE + 6 * HOUR - 1)
    expect(takes()).toBe(1)
    await look(MINUTE + 6 * HOUR)
    expect(takes()).toBe(2)
  })

  test('goes by the files of an earlier process', async () => {
    const { look, takes } = keeping({ ages: [5 * HOUR] })
    await look(59 * MINUTE)
    expect(takes()).toBe(0)
    await look(HOUR)
    expect(takes()).toBe(1)
  })

  test('takes none where that is turned off, and tells the age of those of others', async () => {
    const { look, takes, metric } = keeping({ everyMs: null, ages: [DAY] })
    await look(DAY)
    expect(takes()).toBe(0)
    expect(await metric('last_success_timestamp_seconds')).toBe(String((NOW - DAY) / 1000))
  })

  test('takes one at a time', async () => {
    let end: () => void = () => undefined
    let takes = 0
    const take = () => {
      takes++
      return new Promise<void>((resolve) => {
        end = resolve
      })
    }
    const { keeper, clock } = keeping({ take })
    clock.at = MINUTE
    const looks = [keeper.look(), keeper.look()]
    await expect.poll(() => takes).toBe(1)
    end()
    await Promise.all(looks)
    expect(takes).toBe(1)
  })

  test('removes what is older than 30 days once there is a new one', async () => {
    const { look, ages, logged } = keeping({ ages: [31 * DAY, 30 * DAY, 29 * DAY] })
    await look(MINUTE)
    expect(ages().sort((one, other) => one - other)).toEqual([0, 29 * DAY + MINUTE])
    expect(logged).toEqual([expect.objectContaining({ removed: 2, bytes: 6 })])
  })

  test('leaves every old one while no new one can be taken', async () => {
    const { look, ages } = keeping({ ages: [50 * DAY, 40 * DAY], take: full })
    await look(MINUTE)
    expect(ages()).toHaveLength(2)
  })

  test('tries again sooner, then ever less often, and counts and logs each failure', async () => {
    let tries = 0
    const take = () => {
      tries++
      return full()
    }
    const { look, logged, metric } = keeping({ take })
    for (let at = 0; at <= HOUR; at += MINUTE) await look(at)
    // At 1, 6, 16 and 36 minutes.
    expect(tries).toBe(4)
    expect(await metric('failures_total')).toBe('4')
    expect(logged[0]).toMatchObject({ reason: 'no space left on device', again: 'in 300 s' })
  })

  test('does not count it as a failure when another process is taking one', async () => {
    const take = () => Promise.reject(new BackupFailed('busy', 'Process 1 is taking a backup.'))
    const { look, logged, metric } = keeping({ take })
    await look(MINUTE)
    expect(await metric('failures_total')).toBe('0')
    expect(logged).toEqual([])
  })

  test('outlives a folder that cannot be read', async () => {
    const folder = join(freshFolder(), 'file')
    writeFileSync(folder, '')
    const { look, logged, metric } = keeping({ folder })
    await look(MINUTE)
    expect(await metric('failures_total')).toBe('1')
    expect(logged).toEqual([expect.objectContaining({ reason: expect.stringContaining('ENOTDIR') })])
  })

  test('ends with the server, and says nothing of it', async () => {
    let [begun, aborted] = [false, false]
    const take = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        begun = true
        signal.addEventListener('abort', () => {
          aborted = true
          reject(signal.reason)
        })
      })
    const { keeper, clock, logged } = keeping({ take })
    clock.at = MINUTE
    const looking = keeper.look()
    await expect.poll(() => begun).toBe(true)
    await keeper.stop()
    await looking
    expect({ aborted, logged }).toEqual({ aborted: true, logged: [] })
  })

  test('begins none once it was stopped, though it was looking', async () => {
    const { keeper, clock, takes } = keeping()
    clock.at = MINUTE
    const looking = keeper.look()
    await keeper.stop()
    await looking
    expect(takes()).toBe(0)
  })
})

describe('the metrics of backups', () => {
  test('tell of the newest that is there, also before one is taken', async () => {
    const { look, metric, folder } = keeping({ ages: [HOUR] })
    expect(await metric('last_success_timestamp_seconds')).toBeUndefined()
    await look(0)
    expect(await metric('last_success_timestamp_seconds')).toBe(String((NOW - HOUR) / 1000))
    expect(await metric('last_size_bytes')).toBe('6')
    expect(await metric('last_duration_seconds')).toBeUndefined()
    expect(existsSync(folder)).toBe(true)
  })
})
