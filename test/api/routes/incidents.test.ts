import { describe, expect, test } from 'vitest'
import { DIALECTS, openTestDatabase } from '../../db/open-test-database.ts'
import { configurationOf, NOW } from '../../facts.ts'
import { COMPONENTS, openDesk } from '../operators/desk.ts'

const OUTAGE = { title: 'API is down', components: { api: 'major_outage' }, message: 'We look **into** it.' }
const MINUTE = 60_000
const iso = (at: number) => new Date(at).toISOString()

async function opened(said: object = {}) {
  const desk = await openDesk(await openTestDatabase())
  const { body } = await desk.ask('POST', '/api/incidents', { body: { ...OUTAGE, ...said } })
  return { ...desk, incident: body, path: `/api/incidents/${body.id}` }
}

describe.each(DIALECTS)('an incident on %s', (_dialect, open) => {
  test('is opened, updated, resolved and told of afterwards', async () => {
    const { ask, clock, changes } = await openDesk(await open())
    const made = await ask('POST', '/api/incidents', { body: OUTAGE })
    expect(made.status).toBe(201)
    const { id } = made.body
    expect(id).toMatch(/^inc_[0-9a-z]{20}$/)
    expect(made.headers.get('location')).toBe(`/api/incidents/${id}`)
    expect(made.headers.get('etag')).toBe(`"${id}-1"`)
    expect(made.body).toMatchObject({
      ...{ title: 'API is down', status: 'investigating', impact: 'major_outage', revision: 1, private: false },
      ...{ startedAt: iso(NOW), resolvedAt: null, publishedAt: iso(NOW), touchedAt: iso(NOW), automatic: false },
      components: [{ id: 'api', impact: 'major_outage' }],
      updates: [{ body: 'We look **into** it.', html: '<p>We look <strong>into</strong> it.</p>' }],
    })

    clock.at += MINUTE
    const said = { status: 'identified', message: 'A disk.', components: { sync: 'partial_outage' } }
    const updated = await ask('POST', `/api/incidents/${id}/updates`, { body: said })
    expect(updated.status).toBe(201)
    expect(updated.body).toMatchObject({ status: 'identified', revision: 2, updates: [{ body: 'A disk.' }, {}] })

    clock.at += MINUTE
    const over = await ask('POST', `/api/incidents/${id}/updates`, { body: { status: 'resolved', message: 'Over.' } })
    expect(over.body).toMatchObject({ status: 'resolved', resolvedAt: iso(NOW + 2 * MINUTE) })

    const told = await ask('PATCH', `/api/incidents/${id}`, {
      body: { postmortem: 'Why.', startedAt: iso(NOW - MINUTE) },
    })
    expect(told.body).toMatchObject({ postmortem: 'Why.', startedAt: iso(NOW - MINUTE), revision: 4 })
    expect((await ask('GET', `/api/incidents/${id}`)).body).toEqual(told.body)
    expect(changes.count).toBe(4)
  })

  test('the audit log has each change, with what was before', async () => {
    const { ask } = await openDesk(await open())
    const { body } = await ask('POST', '/api/incidents', { body: OUTAGE })
    const [update] = body.updates
    const corrected = { message: 'We look into it.' }
    const put = await ask('PATCH', `/api/incidents/${body.id}/updates/${update.id}`, { body: corrected })
    expect(put.body.updates).toMatchObject([{ id: update.id, body: 'We look into it.' }])
    const { entries } = (await ask('GET', `/api/audit?subject=${body.id}`)).body
    expect(entries).toMatchObject([
      {
        ...{ action: 'incident.correct', actor: 'admin', actorId: 'tok_admin', at: iso(NOW), subject: body.id },
        before: { update: { id: update.id, message: 'We look **into** it.' } },
        after: { update: { id: update.id, message: 'We look into it.' } },
        requestId: expect.any(String),
      },
      { action: 'incident.open', before: null, after: { title: 'API is down', status: 'investigating' } },
    ])
  })

  test('a request that comes again is answered as before, and changes nothing', async () => {
    const { ask, clock, changes } = await openDesk(await open())
    const headers = { 'idempotency-key': 'k1' }
    const first = await ask('POST', '/api/incidents', { body: OUTAGE, headers })
    clock.at += MINUTE
    const again = await ask('POST', '/api/incidents', { body: OUTAGE, headers })
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await ask('GET', '/api/incidents')).body.incidents).toHaveLength(1)
    expect((await ask('GET', '/api/audit')).body.entries).toHaveLength(1)
    expect(changes.count).toBe(2)
  })

  test('of two who change the same, the later is told that it has moved on', async () => {
    const { ask } = await openDesk(await open())
    const { body } = await ask('POST', '/api/incidents', { body: OUTAGE })
    const change = (title: string, tag: string) =>
      ask('PATCH', `/api/incidents/${body.id}`, { body: { title }, headers: { 'if-match': tag } })
    expect((await change('First', `"${body.id}-1"`)).status).toBe(200)
    const second = await change('Second', `"${body.id}-1"`)
    expect(second).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } })
    expect(second.headers.get('etag')).toBe(`"${body.id}-2"`)
    expect((await ask('GET', `/api/incidents/${body.id}`)).body.title).toBe('First')
  })
})

describe('Idempotency-Key', () => {
  const post = { body: OUTAGE, headers: { 'idempotency-key': 'k1' } }

  test('with another request it is a conflict', async () => {
    const { ask } = await openDesk(await openTestDatabase())
    await ask('POST', '/api/incidents', post)
    expect(await ask('POST', '/api/incidents', { ...post, body: { ...OUTAGE, title: 'Other' } })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', detail: 'This Idempotency-Key came with another request before.' },
    })
  })

  test('counts for a day, and for its token only', async () => {
    const { ask, clock, grant } = await openDesk(await openTestDatabase())
    const { body } = await ask('POST', '/api/incidents', post)
    const token = await grant('other', { scopes: ['incidents:write'] })
    expect((await ask('POST', '/api/incidents', { ...post, token })).body.id).not.toBe(body.id)
    clock.at += 24 * 60 * MINUTE
    expect((await ask('POST', '/api/incidents', post)).body.id).not.toBe(body.id)
  })

  test('a request that failed is tried anew', async () => {
    const { ask } = await openDesk(await openTestDatabase())
    const early = { ...post, body: { ...OUTAGE, startedAt: iso(NOW + 1) } }
    expect((await ask('POST', '/api/incidents', early)).status).toBe(400)
    expect((await ask('POST', '/api/incidents', post)).status).toBe(201)
  })

  test('of more than 255 characters is refused', async () => {
    const { ask } = await openDesk(await openTestDatabase())
    const headers = { 'idempotency-key': 'k'.repeat(256) }
    expect((await ask('POST', '/api/incidents', { body: OUTAGE, headers })).status).toBe(400)
  })
})

describe('If-Match', () => {
  test.each<[string, (tag: string) => string, number]>([
    ['the tag', (tag) => tag, 200],
    ['one of several tags', (tag) => `"x", ${tag}`, 200],
    ['any', () => '*', 200],
    ['an old tag', (tag) => tag.replace('-1', '-0'), 412],
    ['a weak tag', (tag) => `W/${tag}`, 412],
  ])('%s is answered accordingly', async (_, match, status) => {
    const { ask, path, incident } = await opened()
    const headers = { 'if-match': match(`"${incident.id}-1"`) }
    expect((await ask('PATCH', path, { body: { title: 'Other' }, headers })).status).toBe(status)
  })
})

describe('POST /api/incidents', () => {
  test.each<[string, object, { pointer: string; detail: string }[]]>([
    [
      'an unknown component',
      { components: { apj: 'major_outage' } },
      [{ pointer: '/components/apj', detail: 'no component has this id' }],
    ],
    [
      'an unknown impact',
      { components: { api: 'down' } },
      [{ pointer: '/components/api', detail: 'expected degraded_performance, partial_outage, major_outage' }],
    ],
    [
      'an unknown status',
      { status: 'open' },
      [{ pointer: '/status', detail: 'expected investigating, identified, monitoring, resolved' }],
    ],
    ['no message', { message: undefined }, [{ pointer: '/message', detail: 'expected a text' }]],
    ['an empty title', { title: ' ' }, [{ pointer: '/title', detail: 'expected a text' }]],
    [
      'a title of two lines',
      { title: 'one\ntwo' },
      [{ pointer: '/title', detail: 'expected one line, without control characters' }],
    ],
    [
      'a title that is too long',
      { title: 'x'.repeat(201) },
      [{ pointer: '/title', detail: 'expected 200 characters at most' }],
    ],
    ['a field that there is not', { impact: 'major' }, [{ pointer: '/impact', detail: 'there is no such field' }]],
    [
      'a date that is none',
      { startedAt: 'yesterday' },
      [{ pointer: '/startedAt', detail: 'expected an instant such as 2026-11-01T07:00:00Z' }],
    ],
    [
      'a start to come',
      { startedAt: iso(NOW + 1) },
      [{ pointer: '/startedAt', detail: 'expected an instant that has passed' }],
    ],
    [
      'an end before the start',
      { status: 'resolved', startedAt: iso(NOW), resolvedAt: iso(NOW - 1) },
      [{ pointer: '/resolvedAt', detail: 'expected an end that is not before the start' }],
    ],
    [
      'two faults',
      { title: 1, private: 'no' },
      [
        { pointer: '/title', detail: 'expected a text' },
        { pointer: '/private', detail: 'expected true or false' },
      ],
    ],
  ])('%s is refused with its place', async (_, said, errors) => {
    const { ask, changes } = await openDesk(await openTestDatabase())
    const answer = await ask('POST', '/api/incidents', { body: { ...OUTAGE, ...said } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', errors } })
    expect(answer.body.errors).toHaveLength(errors.length)
    expect(changes.count).toBe(0)
  })

  test.each<[string, string, string, number]>([
    ['a form', 'title=x', 'application/x-www-form-urlencoded', 415],
    ['no JSON', '{', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['more than 256 KiB', `{"title":"${'x'.repeat(256 * 1024)}"}`, 'application/json', 413],
  ])('%s is refused', async (_, body, type, status) => {
    const { app } = await openDesk(await openTestDatabase())
    const headers = { authorization: 'Bearer sk_admin', 'content-type': type }
    expect((await app.request('/api/incidents', { method: 'POST', headers, body })).status).toBe(status)
  })

  test('one that is over can be told afterwards', async () => {
    const { incident } = await opened({
      status: 'resolved',
      startedAt: iso(NOW - 2 * MINUTE),
      resolvedAt: iso(NOW - MINUTE),
    })
    expect(incident).toMatchObject({ status: 'resolved', impact: 'major_outage', resolvedAt: iso(NOW - MINUTE) })
  })
})

describe('a draft', () => {
  test('is told to operators only, until it is published', async () => {
    const { ask, clock, path, incident } = await opened({ draft: true })
    expect(incident.publishedAt).toBeNull()
    clock.at += MINUTE
    expect((await ask('GET', '/api/incidents?status=draft')).body.incidents).toMatchObject([{ id: incident.id }])
    expect((await ask('POST', `${path}/publish`)).body).toMatchObject({ publishedAt: iso(NOW + MINUTE), revision: 2 })
    expect(await ask('POST', `${path}/publish`)).toMatchObject({
      status: 409,
      body: { detail: 'It is published already.' },
    })
  })
})

describe('what stands against a change is a conflict', () => {
  test.each<[string, string, string, object]>([
    ['a postmortem before the end', 'PATCH', '', { postmortem: 'Why.' }],
    ['an end of what is not resolved', 'PATCH', '', { resolvedAt: iso(NOW) }],
    ['publishing what is published', 'POST', '/publish', {}],
  ])('%s', async (_, method, below, body) => {
    const { ask, path } = await opened()
    expect(await ask(method, path + below, { body })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  })

  test('what is not there is a 404', async () => {
    const { ask, path } = await opened()
    for (const [method, below] of [
      ['GET', '/api/incidents/inc_9'],
      ['PATCH', '/api/incidents/inc_9'],
      ['POST', '/api/incidents/inc_9/updates'],
      ['PATCH', `${path}/updates/upd_9`],
    ] as const) {
      const body = below.includes('updates') ? { message: 'x' } : { title: 'x' }
      const answer = await ask(method, below, method === 'GET' ? {} : { body })
      expect(answer, below).toMatchObject({ status: 404, body: { code: 'DATA_001' } })
    }
  })

  test('a patch without anything is refused', async () => {
    const { ask, path } = await opened()
    expect(await ask('PATCH', path, { body: {} })).toMatchObject({ status: 400, body: { errors: [{ pointer: '' }] } })
  })
})

describe('GET /api/incidents', () => {
  test('gives operators every one, page by page', async () => {
    const { ask, clock } = await openDesk(await openTestDatabase())
    for (const [n, said] of [{ draft: true }, { private: true }, {}].entries()) {
      clock.at = NOW + n
      await ask('POST', '/api/incidents', { body: { ...OUTAGE, title: `No. ${n}`, ...said } })
    }
    const first = (await ask('GET', '/api/incidents?limit=2')).body
    expect(first.incidents.map(({ title }: { title: string }) => title)).toEqual(['No. 2', 'No. 1'])
    const second = (await ask('GET', `/api/incidents?limit=2&cursor=${first.nextCursor}`)).body
    expect(second).toMatchObject({ incidents: [{ title: 'No. 0' }], nextCursor: null })
  })

  test('private components are shown to operators', async () => {
    const { incident } = await opened({ components: { vault: 'partial_outage' } })
    expect(incident.components).toEqual([{ id: 'vault', impact: 'partial_outage' }])
    expect(configurationOf(COMPONENTS).components.find(({ id }) => id === 'vault')?.private).toBe(true)
  })
})
