import { describe, expect, test } from 'vitest'
import { api, changeOf } from './answering.ts'
import { INCIDENT, OCCURRENCE, run, serverOf } from './shell.ts'

describe('what is shown', () => {
  test.each([
    [
      'incident list',
      /^ID +STATUS +SINCE +TITLE\ninc_0+1 +investigating +2026-11-25 \d\d:50 [+-]\d\d:\d\d +API is down\n$/,
    ],
    ['maintenance list', /^ID +STATE +STARTS +ENDS +TITLE\nmnt_0+1 +in progress /],
    ['maintenance show mnt_', /of the series ser_1\n.*\non api\n {2}It may fail\n$/],
    ['incident show latest', /API is down {2}investigating\n/],
  ])('%s', async (line, text) => {
    const { url } = await serverOf(api)
    const { code, out } = await run(url, line.split(' '))
    expect(code).toBe(0)
    expect(out).toMatch(text)
    expect(out).not.toMatch(/(?!\n)\p{Cc}/u)
  })

  test.each(['scheduled', 'completed', 'cancelled'])('a %s maintenance by the beginning of its id', async (state) => {
    const { url } = await serverOf(({ path }) => {
      const lists = path === '/api/maintenance' || path.includes('?')
      const isIn = path.includes('?') ? path.includes(`state=${state}`) : state === 'scheduled'
      return { document: lists ? { maintenance: isIn ? [OCCURRENCE] : [] } : OCCURRENCE }
    })
    expect(await run(url, ['maintenance', 'show', 'mnt_0'])).toMatchObject({ code: 0 })
  })

  test('what was learned from an incident', async () => {
    const { url } = await serverOf(() => ({ document: { ...INCIDENT, postmortem: 'A disk.\nAnother.' } }))
    expect((await run(url, ['incident', 'show', INCIDENT.id])).out).toContain(
      'what was learned\n  A disk.\n  Another.\n',
    )
  })

  test.each([
    ['', "2026-12-06 02:00:00 (by the page's clock), for 120 minutes."],
    ['--timezone Europe/Berlin', '2026-12-06 02:00:00 (Europe/Berlin), for 120 minutes.'],
  ])('by which clock work is planned: %s', async (zone, said) => {
    const window = `maintenance schedule --title T --component api --starts 2026-12-06T02:00 --duration 2h ${zone}`
    expect((await changeOf(window.trim().split(' '))).said).toContain(said)
  })

  test('with --json is the document of the server', async () => {
    const { url } = await serverOf(api)
    expect(JSON.parse((await run(url, ['incident', 'list', '--json'])).out)).toEqual({ incidents: [INCIDENT] })
  })

  test('the next times of a window, in three time zones', async () => {
    const times = (timezone: string, startsAt: string, endsAt: string) => ({ timezone, startsAt, endsAt })
    const occurrence = {
      ...{ startsAt: '2026-12-06T07:00:00.000Z', endsAt: '2026-12-06T09:00:00.000Z' },
      local: times('America/New_York', '2026-12-06T02:00:00-05:00', '2026-12-06T04:00:00-05:00'),
      zone: times('Asia/Tokyo', '2026-12-06T16:00:00+09:00', '2026-12-06T18:00:00+09:00'),
    }
    const { url, asked } = await serverOf(() => ({ document: { occurrences: [occurrence] } }))
    const window = '--title T --component api --starts 2026-12-06T02:00 --duration 2h --zone Asia/Tokyo'
    const { out } = await run(url, ['maintenance', 'preview', ...window.split(' ')])
    expect(asked).toMatchObject([{ method: 'POST', path: '/api/maintenance/preview?zone=Asia%2FTokyo' }])
    expect(out.split('\n')[1]).toBe(
      '2026-12-06 07:00–09:00 Z  2026-12-06 02:00–04:00 -05:00  2026-12-06 16:00–18:00 +09:00',
    )
  })
})

describe('component show', () => {
  const check = (id: string, trace: object | null) => ({
    ...{ id, kind: 'http', verdict: 'down', since: null, trace },
    lastResult: { at: '2026-11-25T02:59:00.000Z', outcome: 'down', latencyMs: 12, reason: 'timeout' },
  })

  test('names the traces of what failed, by their address where that is known', async () => {
    const checks = [
      check('health', { id: 'abc', url: 'https://t/abc\u001b[2J' }),
      check('login', { id: 'def', url: null }),
      check('quota', null),
    ]
    const document = { id: 'api', name: 'API', status: 'major_outage', since: null, reason: null, checks }
    const { url } = await serverOf(() => ({ document }))
    const { out } = await run(url, ['component', 'show', 'api'])
    expect(out.split('\n').slice(-3, -1)).toEqual(['trace of health: https://t/abc[2J', 'trace of login: def'])
  })
})

describe('help', () => {
  test.each(['--help', '', 'incident --help'])('%s shows every command and how it ends', async (line) => {
    const { code, out } = await run('http://127.0.0.1:9', line.split(' ').filter(Boolean))
    expect(code).toBe(0)
    expect(out).toContain('incident resolve ID')
    expect(out).toContain('77  not permitted')
  })

  test('of a command shows its options', async () =>
    expect((await run('http://127.0.0.1:9', ['incident', 'open', '--help'])).out).toContain('-m, --message TEXT'))
})
