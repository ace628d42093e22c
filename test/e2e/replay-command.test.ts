import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentWith } from '#config'
import { openDatabase } from '#db/open.ts'
import { syncRegistry } from '#db/registry.ts'
import { insertResults } from '#db/results.ts'
import { checkOf, componentOf, NOW, resultOf } from '../facts.ts'

const MINUTE = 60_000
const folder = mkdtempSync(join(tmpdir(), 'replay-'))
const [config, policy, url] = [join(folder, 'status.yaml'), join(folder, 'candidate.yaml'), `file:${folder}/status.db`]
const WINDOW = ['--from', new Date(NOW - 60 * MINUTE).toISOString(), '--to', new Date(NOW).toISOString()]

beforeAll(async () => {
  writeFileSync(
    config,
    `page: { name: Scopien }
components:
  - { id: api, name: API, checks: [{ id: health, kind: tcp, host: 192.0.2.1, port: 443, every: 1m }] }
`,
  )
  writeFileSync(policy, 'defaults: { failAfter: 1 }\n')
  const db = await openDatabase(url, 'db/migrations')
  const registry = await syncRegistry(db, [componentOf('api', { checks: [checkOf('health')] })], NOW)
  const outcomes = 'uuuduuuudddduuuu'
  const results = [...outcomes].map((letter, n) =>
    resultOf('health', NOW - 30 * MINUTE + n * MINUTE, { outcome: letter === 'u' ? 'up' : 'down' }),
  )
  await db.write((tx) => insertResults(tx, db, registry, results))
  await db.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function replay(args: readonly string[], database = url): Promise<{ code: number; out: string; err: string }> {
  const env = environmentWith({ STATUS_CONFIG: config, DATABASE_URL: database })
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['api/cli/replay.ts', ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

describe('npm run replay', () => {
  test('shows what each policy would have told, side by side', async () => {
    const { code, out, err } = await replay(['--policy', policy, ...WINDOW])
    expect(code).toBe(0)
    expect(err).toMatch(/^Results are kept since 2026-11-23T14:52:05\.000Z; before, there are none\.$/m)
    expect(out).toContain('health, asked from local: 16 results')
    expect(out).toMatch(/^ {2}1 +– +2026-11-23T14:55:05\.000Z +2026-11-23T14:56:05\.000Z +1 min +0 s$/m)
    expect(out).toMatch(/^ {2}2 +2026-11-23T15:00:05\.000Z +2026-11-23T15:04:05\.000Z +4 min +2 min /m)
    expect(out).toMatch(/^ {2}current +1 +4 min +2 min +0$/m)
    expect(out).toMatch(/^ {2}candidate +2 +5 min +0 s +1$/m)
  })

  test('--json has the same for scripts', async () => {
    const { out } = await replay(['--policy', policy, '--json', ...WINDOW])
    const [check] = JSON.parse(out).checks
    expect(check).toMatchObject({ check: 'health', region: 'local', results: 16 })
    expect(check.current.outages).toEqual([
      {
        start: '2026-11-23T15:00:05.000Z',
        end: '2026-11-23T15:04:05.000Z',
        lengthMs: 4 * MINUTE,
        detectedAfterMs: 2 * MINUTE,
      },
    ])
    expect(check.candidate).toMatchObject({ outages: [{ lengthMs: MINUTE }, { lengthMs: 4 * MINUTE }], flaps: 1 })
  })

  test.each<[string, number, string[], RegExp]>([
    ['no policy', 64, [], /^Expected --policy and a file\./],
    ['a policy that is not there', 78, ['--policy', 'nowhere.yaml'], /nowhere\.yaml has 1 fault:\n.*ENOENT/],
    ['a bad date', 64, ['--policy', policy, '--from', 'monday'], /^--from: expected an instant .*, got monday/],
    [
      'a window that ends before it begins',
      64,
      ['--policy', policy, '--to', '2020-01-01T00:00:00Z', '--from', '2021-01-01T00:00:00Z'],
      /^--from: expected an instant before 2020/,
    ],
    ['an option that there is not', 64, ['--polcy', policy], /polcy/],
  ])('%s is told in a sentence, and ends with %i', async (_what, status, args, message) => {
    const { code, out, err } = await replay(args)
    expect([code, out]).toEqual([status, ''])
    expect(err).toMatch(message)
  })

  test('a database that is not there is told, and not made', async () => {
    const { code, err } = await replay(['--policy', policy], `file:${folder}/nowhere.db`)
    expect([code, existsSync(join(folder, 'nowhere.db'))]).toEqual([69, false])
    expect(err).toMatch(/^There is no database at .*nowhere\.db/)
  })
})
