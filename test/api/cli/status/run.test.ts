import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshFolder } from '../../../db/open-test-database.ts'
import { type Answer, type Asked, INCIDENT, OCCURRENCE, run, serverOf } from './shell.ts'

/** Answers as the API does: one incident, one window. */
const api = ({ method, path }: Asked): Answer => {
  if (path.startsWith('/api/maintenance/') || (method === 'POST' && path === '/api/maintenance'))
    return { document: OCCURRENCE, etag: '"mnt-3"' }
  if (path.startsWith('/api/maintenance')) return { document: { maintenance: [OCCURRENCE] } }
  if (method === 'GET' && /^\/api\/incidents(\?|$)/.test(path)) return { document: { incidents: [INCIDENT] } }
  return { document: INCIDENT, etag: '"inc-2"' }
}
const OPEN = ['incident', 'open', '--title', 'API is down', '--impact', 'api=major_outage', '-m', 'We look.']

/** The one change that a command asked for. */
async function changeOf(args: readonly string[], more: Parameters<typeof run>[2] = {}) {
  const { url, asked } = await serverOf(api)
  const ended = await run(url, [...args, '--yes'], more)
  const changes = asked.filter(({ method }) => method !== 'GET')
  expect(ended.code, ended.said).toBe(0)
  expect(changes).toHaveLength(1)
  return { ...changes[0], said: ended.said, out: ended.out }
}

describe('a change', () => {
  test.each<[string, string, string, object]>([
    [
      'incident open --title T -m M',
      'POST',
      '/api/incidents',
      { title: 'T', components: {}, message: 'M', startedAt: null, nextUpdateBy: null, draft: false, private: false },
    ],
    [
      'incident open --title T -m M --impact api=partial_outage --started 20m --next-update 30m --draft',
      'POST',
      '/api/incidents',
      {
        components: { api: 'partial_outage' },
        startedAt: '2026-11-25T02:40:00.000Z',
        nextUpdateBy: '2026-11-25T03:30:00.000Z',
        draft: true,
      },
    ],
    [
      'incident open --title T -m M --started 20m --ended 5m',
      'POST',
      '/api/incidents',
      { startedAt: '2026-11-25T02:40:00.000Z', resolvedAt: '2026-11-25T02:55:00.000Z', status: 'resolved' },
    ],
    [
      'incident update inc_ -m M --status identified',
      'POST',
      `/api/incidents/${INCIDENT.id}/updates`,
      { message: 'M', status: 'identified', components: null, nextUpdateBy: null, resolvedAt: null },
    ],
    [
      'incident update latest -m M --impact api=operational',
      'POST',
      `/api/incidents/${INCIDENT.id}/updates`,
      { status: null, components: { api: 'operational' } },
    ],
    [
      'incident resolve latest -m M --at 5m',
      'POST',
      `/api/incidents/${INCIDENT.id}/updates`,
      { status: 'resolved', resolvedAt: '2026-11-25T02:55:00.000Z' },
    ],
    ['incident publish latest', 'POST', `/api/incidents/${INCIDENT.id}/publish`, {}],
    ['incident correct latest upd_1 -m M', 'PATCH', `/api/incidents/${INCIDENT.id}/updates/upd_1`, { message: 'M' }],
    ['incident postmortem latest -m M', 'PATCH', `/api/incidents/${INCIDENT.id}`, { postmortem: 'M' }],
    [
      'maintenance schedule --title T --component api --component sync --starts 2026-12-06T02:00 --duration 2h --expect E --short-notice',
      'POST',
      '/api/maintenance',
      {
        title: 'T',
        components: ['api', 'sync'],
        startsAt: '2026-12-06T02:00:00',
        durationMinutes: 120,
        rrule: null,
        expect: ['E'],
        shortNotice: true,
      },
    ],
    ['maintenance extend mnt_ 30m', 'PATCH', `/api/maintenance/${OCCURRENCE.id}`, { durationMinutes: 150 }],
    ['maintenance end mnt_', 'POST', `/api/maintenance/${OCCURRENCE.id}/end`, {}],
    ['maintenance start mnt_', 'POST', `/api/maintenance/${OCCURRENCE.id}/start`, {}],
    ['maintenance cancel mnt_', 'POST', `/api/maintenance/${OCCURRENCE.id}/cancel`, {}],
    ['maintenance cancel ser_1', 'POST', '/api/maintenance/series/ser_1/cancel', {}],
    [
      'maintenance move mnt_ --starts 2026-12-07T02:00',
      'PATCH',
      `/api/maintenance/${OCCURRENCE.id}`,
      { startsAt: '2026-12-07T02:00:00', shortNotice: false },
    ],
  ])('%s', async (line, method, path, body) => {
    const change = await changeOf(line.split(' '))
    expect(change).toMatchObject({ method, path, body })
    expect(change.headers?.authorization).toBe('Bearer sk_test')
    if (method === 'POST') expect(change.headers?.['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
    if (path !== '/api/incidents' && path !== '/api/maintenance')
      expect(change.headers?.['if-match']).toMatch(/^"(inc|mnt)-\d"$/)
    expect(change.said).toMatch(/^[“A-Z].*\.\n$/)
  })

  test('is not made where nobody can be asked, and --yes was not said', async () => {
    const { url, asked } = await serverOf(api)
    expect(await run(url, OPEN)).toMatchObject({ code: 2, said: expect.stringContaining('--yes is needed') })
    expect(asked).toEqual([])
  })

  test.each([
    ['y', 0],
    ['yes', 0],
    ['n', 2],
    ['', 2],
  ])('is asked about on a terminal: "%s" ends with %i', async (answers, code) => {
    const { url, asked } = await serverOf(api)
    expect(await run(url, OPEN, { answers })).toMatchObject({ code })
    expect(asked).toHaveLength(code === 0 ? 1 : 0)
  })

  test('is not made when the question is left by Ctrl-C or Ctrl-D', async () => {
    const { url, asked } = await serverOf(api)
    const answers = Object.assign(new Error('Aborted with Ctrl+C'), { name: 'AbortError' })
    expect(await run(url, OPEN, { answers })).toMatchObject({
      code: 2,
      said: expect.stringMatching(/\n\nNothing was done\.\n$/),
    })
    expect(asked).toEqual([])
  })

  test('that meets a broken connection is said again under the same key', async () => {
    let tries = 0
    const { url, asked } = await serverOf((one) => (tries++ === 0 ? 'breaks' : api(one)))
    expect(await run(url, [...OPEN, '-y'])).toMatchObject({ code: 0 })
    expect(asked).toHaveLength(2)
    expect(asked[0]?.headers['idempotency-key']).toBe(asked[1]?.headers['idempotency-key'])
  })

  test('for which the record cannot be written is said again', async () => {
    let tries = 0
    const busy = { status: 503, document: { code: 'UNAVAILABLE', detail: 'Later.', status: 503 } }
    const { url } = await serverOf((one) => (tries++ === 0 ? busy : api(one)))
    expect(await run(url, [...OPEN, '-y'])).toMatchObject({ code: 0 })
  })
})

describe('a message', () => {
  test('is read from standard input', async () =>
    expect(await changeOf(OPEN.slice(0, -2), { stdin: 'From a pipe.\n' })).toMatchObject({
      body: { message: 'From a pipe.' },
    }))

  test('is written in an editor, whose hints are no part of it', async () => {
    const editor = join(freshFolder(), 'editor.sh')
    writeFileSync(editor, '#!/bin/sh\ngrep -q "visitors read" "$1" && printf "Written.\\n" >> "$1"\n')
    chmodSync(editor, 0o755)
    expect(await changeOf(OPEN.slice(0, -2), { typing: true, editor })).toMatchObject({ body: { message: 'Written.' } })
  })

  test.each([
    ['declined', [], 'n', 2, 200],
    ['refused', [], 'y', 1, 412],
    ['not understood', ['--next-update', 'soon'], 'y', 64, 200],
  ])('written in an editor is not lost when the change is %s', async (_, more, answers, code, status) => {
    const editor = join(freshFolder(), 'editor.sh')
    writeFileSync(editor, '#!/bin/sh\nprintf "Written.\\n" >> "$1"\n')
    chmodSync(editor, 0o755)
    const { url } = await serverOf(() => ({ status, document: { status, code: 'PRECONDITION_FAILED', detail: '' } }))
    const ended = await run(url, [...OPEN.slice(0, -2), ...more], { typing: true, editor, answers })
    expect(ended).toMatchObject({ code, said: expect.stringContaining('is not told:\n\nWritten.\n') })
  })

  test.each([
    ['of nothing', { stdin: ' \n' }, 2, 'The message is empty'],
    ['from an editor that fails', { typing: true, editor: 'false' }, 2, 'failed'],
    ['without any editor', { typing: true }, 64, 'A message is needed'],
  ])('%s does nothing', async (_, more, code, said) => {
    const { url, asked } = await serverOf(api)
    expect(await run(url, [...OPEN.slice(0, -2), '-y'], more)).toMatchObject({
      code,
      said: expect.stringContaining(said),
    })
    expect(asked).toEqual([])
  })
})

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

describe('what is refused', () => {
  const refused =
    (status: number, code: string, errors: object[] = []) =>
    () => ({
      status,
      document: { status, code, detail: 'It cannot be so.', errors },
    })

  test.each<[number, string, number, string]>([
    [400, 'BAD_REQUEST', 1, 'It cannot be so.'],
    [401, 'AUTH_001', 77, 'It cannot be so.'],
    [403, 'PERM_001', 77, 'It cannot be so.'],
    [409, 'CONFLICT', 1, 'It cannot be so.'],
    [412, 'PRECONDITION_FAILED', 1, 'Somebody has changed it meanwhile'],
  ])('%i %s ends with %i', async (status, code, ended, said) => {
    const { url } = await serverOf(refused(status, code))
    expect(await run(url, [...OPEN, '-y'])).toMatchObject({ code: ended, said: expect.stringContaining(said) })
  })

  test('a fault is told by the option that it came from', async () => {
    const errors = ['/components/apj', '/startedAt', '/components/0', '/title'].map((pointer) => ({
      pointer,
      detail: 'no',
    }))
    const { url } = await serverOf(refused(400, 'BAD_REQUEST', errors))
    const { said } = await run(url, [...OPEN, '-y'])
    for (const option of ['--impact apj=…', '--started', '--component', '--title'])
      expect(said).toContain(`  ${option}: no`)
  })

  test.each([
    ['incident open --title T -m M --ended 5m -y', '--ended'],
    ['incident resolve latest -m M --at 5m -y', '--at'],
  ])('an end is that of the command: %s', async (line, option) => {
    const refusal = refused(400, 'BAD_REQUEST', [{ pointer: '/resolvedAt', detail: 'no' }])()
    const { url } = await serverOf((one) => (one.method === 'GET' ? api(one) : refusal))
    expect((await run(url, line.split(' '))).said).toContain(`  ${option}: no`)
  })

  test('what is to be said is told as an option too', async () => {
    const fault = { pointer: '/startsAt', detail: 'expected a start at least 7 days ahead, or shortNotice: true' }
    const { url } = await serverOf(refused(400, 'BAD_REQUEST', [fault]))
    const { said } = await run(url, [...OPEN, '-y'])
    expect(said).toContain('--starts: expected a start at least 7 days ahead, or --short-notice')
  })

  test('a server that is not there is named, with what to set', async () =>
    expect(await run('http://127.0.0.1:9', ['incident', 'list'])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 cannot be reached: .*STATUS_URL/),
    }))

  test.each([
    ['incident resolve latest -m M', 'No incident is unresolved.'],
    ['maintenance end latest', 'No maintenance is in progress or to come.'],
  ])('%s where there is none', async (line, said) => {
    const { url } = await serverOf(() => ({ document: { incidents: [], maintenance: [] } }))
    expect(await run(url, line.split(' '))).toMatchObject({ code: 64, said: expect.stringContaining(said) })
  })

  test('a beginning of no id, or of several', async () => {
    const two = [INCIDENT, { ...INCIDENT, id: 'inc_00000000000000000002' }]
    const { url } = await serverOf(() => ({ document: { incidents: two } }))
    expect(await run(url, ['incident', 'show', 'inc_9'])).toMatchObject({
      code: 64,
      said: expect.stringContaining('Nothing has an id'),
    })
    expect(await run(url, ['incident', 'show', 'inc_0'])).toMatchObject({
      code: 64,
      said: expect.stringContaining('several ids'),
    })
  })

  test.each([
    ['incident', 'There is no command "incident"'],
    ['incident close', 'There is no command "incident close"'],
    ['incident open -m M', '--title is needed'],
    ['incident update', 'expected ID, got ""'],
    ['incident list x', 'expected nothing besides its options'],
    ['incident list --status open', '--status: expected unresolved, resolved, draft, got "open"'],
    ['incident open --title T -m M --impact api', '--impact: expected COMPONENT=IMPACT'],
    ['incident open --title T -m M --started soon', '--started: expected a time such as 20m'],
    ['incident list --all', "Unknown option '--all'"],
    ['maintenance extend mnt_ long', 'expected a time such as 30m or 2h, got "long"'],
    ['maintenance schedule --title T --component a --starts noon --duration 2h', '--starts: expected a time such as'],
    ['completion fish', 'completion: expected bash or zsh, got "fish"'],
  ])('%s is not understood, and told why', async (line, said) => {
    const { url } = await serverOf(api)
    expect(await run(url, line.split(' '))).toMatchObject({ code: 64, said: expect.stringContaining(said) })
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
