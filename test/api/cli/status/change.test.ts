import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshFolder } from '../../../db/open-test-database.ts'
import { api, changeOf, OPEN } from './answering.ts'
import { INCIDENT, OCCURRENCE, run, serverOf } from './shell.ts'

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
