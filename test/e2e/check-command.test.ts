import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { environmentWith } from '#config'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'

const API_KEY = 'sk_test_0123456789abcdef'
const folder = mkdtempSync(join(tmpdir(), 'status-'))
const file = join(folder, 'status.yaml')

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ apiKey: API_KEY })
  writeFileSync(
    file,
    `page: { name: Scopien }
egress: { allow: 127.0.0.1 }
errorCodes: { SYNC_001: { outcome: down, text: Salesforce connection failed } }
components:
  - id: api
    name: API
    checks:
      - id: health
        kind: http
        url: ${simulator.url}/v1/health
        bearer: \${A_KEY}
        expect: [{ json: /status, "==": ok }, { header: content-type, contains: json }, { latency: 5s }]
      - { id: small, kind: http, url: '${simulator.url}/v1/health', bearer: '\${A_KEY}', expect: [{ json: /status, length: "> 9", else: degraded }] }
      - { id: backup, kind: heartbeat, every: 1d, token: 0123456789abcdef0123456789abcdef }
`,
  )
})
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => simulator.control('api', 'ok'))

interface Ended {
  code: number
  out: string
  err: string
}

function check(args: readonly string[], variables: Record<string, string> = {}): Promise<Ended> {
  const env = environmentWith({ STATUS_CONFIG: file, A_KEY: API_KEY, ...variables })
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['api/cli/check.ts', ...args], { env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

describe('npm run check', () => {
  test('asks once, and tells every assertion', async () => {
    const { code, out, err } = await check(['health'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      /^health is up\n {2}asked {8}once by http, \S+Z\n {2}took {9}\d+ ms\n {2}phases .*connect [\d.]+ ms/,
    )
    expect(out).toContain('address      IPv4')
    expect(out).toContain(`  ✓ status               found 200, expected 200–299
  ✓ json /status         found "ok", expected "ok"
  ✓ header content-type  found "application/json", expected a text with "json"
  ✓ latency              found `)
  })

  test.each<[string, string, number, string]>([
    ['health', 'failing', 2, 'reason       Server error (http_500)'],
    ['health', 'SYNC_001', 2, 'reason       Salesforce connection failed (SYNC_001)'],
    ['health', '429', 3, 'ask again    not before '],
    ['small', 'ok', 1, '✗ json /status  found "ok", expected a length > 9'],
  ])('%s in mode %s ends with %s %i', async (id, mode, exitCode, text) => {
    simulator.control('api', mode)
    const { code, out } = await check([id])
    expect(out).toContain(text)
    expect(out).not.toContain(API_KEY)
    expect(code).toBe(exitCode)
  })

  test('tells scripts in JSON', async () => {
    const { code, out } = await check(['health', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      id: 'health',
      outcome: 'up',
      reason: null,
      phases: { connectMs: expect.any(Number), processingMs: expect.any(Number) },
      findings: [{ asked: 'status', held: true }, {}, {}, {}],
    })
  })

  test('asks all, in a table and as a list, and ends with the worst', async () => {
    const [table, list] = await Promise.all([check(['--all']), check(['--all', '--json'])])
    expect(table.out).toMatch(
      /^health {2}up .*\nsmall {3}degraded .*\nbackup {2}passive .*\n\n1 up, 1 degraded, 1 passive\n$/,
    )
    expect(JSON.parse(list.out).checks.map(({ id }: { id: string }) => id)).toEqual(['health', 'small', 'backup'])
    expect([table.code, list.code]).toEqual([1, 1])
  })

  test('says of a heartbeat that it is passive', async () =>
    expect(await check(['backup'])).toEqual({
      code: 3,
      out: 'backup is passive: its job reports by itself, and nothing is asked from here.\n',
      err: '',
    }))

  test.each([{}, { NO_COLOR: '1' }])('is plain where no terminal shows colours, with %j', async (variables) =>
    expect((await check(['health'], variables)).out).not.toContain('\u001b'),
  )

  test.each([
    [['nope'], 64, 'No check has the id "nope".\nThe checks are: health, small, backup'],
    [[], 64, 'Expected the id of a check, or --all'],
  ])('%j is wrong usage', async (args, exitCode, text) => {
    const { code, out, err } = await check(args)
    expect([code, out]).toEqual([exitCode, ''])
    expect(err).toContain(text)
  })

  test('a faulty configuration is told fault by fault', async () => {
    const { code, err } = await check(['health'], { A_KEY: '' })
    expect(err).toContain(
      'components[0].checks[0].bearer: expected the environment variable A_KEY to be set, got nothing',
    )
    expect(code).toBe(78)
  })
})
