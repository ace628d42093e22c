import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seriesIdOf } from '#domain/maintenance.ts'
import { monthAt } from '#domain/month.ts'
import { SCOPES } from '#domain/token.ts'
import { createAsker, judge, named, OPERATIONS, parseEvents, readText, type Sent } from './asker.ts'
import type { Read } from './contract.ts'
import { FILE_SERIES, JOB_TOKEN, openServer, type TestServer } from './server.ts'

let server: TestServer
const folder = await mkdtemp(join(tmpdir(), 'status-openapi-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  server = await openServer(`file:${join(folder, 'status.db')}`)
})

const { send, pathFor, plan, seen } = createAsker(() => server)

/** Where something is not there whose path has no id. */
const NOT_THERE: Readonly<Record<string, string>> = {
  'GET /history': '/history?month=1999-12',
  'GET /status': '/status?at=1999-12-31T00:00:00Z',
}

/** What a page of the past may be asked for: our record has just begun. */
async function onRecord({ path }: Read): Promise<Readonly<Record<string, string>>> {
  if (path !== '/history' && path !== '/status') return {}
  const { to, timezone } = (await send(named('getUptime'))).json
  return { at: to, asOf: to, month: monthAt(Date.parse(to), timezone) }
}

const queryOf = ({ parameters }: Read) => parameters.filter((one) => one.in === 'query')
const has = (operation: Read, status: number) => String(status) in operation.answers
const answering = (status: number) => OPERATIONS.filter((one) => has(one, status))
/** The documents, which anybody may read. */
const PUBLIC = OPERATIONS.filter((one) => has(one, 304))

describe('the example of', () => {
  test.each(OPERATIONS)('$name is answered as it is described', async (operation) => {
    const { answer, faults } = await send(operation)
    expect(faults).toEqual([])
    const [wanted] = Object.keys(operation.answers).filter((status) => /^2|501/.test(status))
    expect(answer.status).toBe(Number(wanted))
  })

  test.each(OPERATIONS.filter(({ scopes, open }) => open && scopes.length > 0))(
    '$name is answered without a token too, as it is described',
    async (operation) => {
      const { answer, faults } = await send(operation, { token: null })
      expect([answer.status, faults]).toEqual([200, []])
    },
  )

  test.each(
    OPERATIONS.flatMap((operation) =>
      queryOf(operation)
        .filter(({ name }) => name !== 'cursor')
        .map((one) => ({ operation, one, name: operation.name })),
    ),
  )('$name with $one.name is answered as it is described', async ({ operation, one }) => {
    const { enum: words, const: word, minimum } = one.schema as { enum?: string[]; const?: string; minimum?: number }
    const value = String((await onRecord(operation))[one.name] ?? one.example ?? words?.[0] ?? word ?? minimum ?? 'api')
    const { answer, faults } = await send(operation, { query: { [one.name]: value } })
    expect([answer.ok, faults]).toEqual([true, []])
  })
})

describe('GET /api/events', () => {
  test('tells of an incident and of maintenance as it is described', async () => {
    const { answers } = named('followEvents')
    const answer = await fetch(new URL('/api/events', server.origin))
    await send(named('openIncident'))
    await plan({ rrule: null })
    const all = (text: string) => ['status', 'incident', 'maintenance'].every((kind) => text.includes(`event: ${kind}`))
    const told = parseEvents(await readText(answer, all))
    const pointer = answers['200']?.contents['text/event-stream'] ?? ''
    expect(told.flatMap((one) => judge(pointer, one))).toEqual([])
  })
})

describe('the headers that are described are there', () => {
  const OF_SOME = ['Link', 'Age-Of-Evidence', 'Idempotency-Replayed']
  test.each(OPERATIONS.filter(({ open }) => open))('for who reads $name', async (operation) => {
    const { answer } = await send(operation, { token: null })
    const wanted = operation.answers[answer.status]?.headers ?? []
    expect(wanted.filter((name) => !OF_SOME.includes(name) && !answer.headers.has(name))).toEqual([])
  })

  test.each(PUBLIC)('$name has not changed for who has its ETag', async (operation) => {
    const path = await pathFor(operation)
    // What an earlier test has changed may be published meanwhile.
    await vi.waitFor(async () => {
      const { answer } = await send(operation, { token: null, path })
      const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
      const again = await send(operation, { token: null, path, headers })
      expect([again.answer.status, again.text, again.faults]).toEqual([304, '', []])
    })
  })

  test.each(OPERATIONS.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key')))(
    '$name is done once under one key',
    async (operation) => {
      const path = await pathFor(operation)
      const headers = { 'idempotency-key': operation.id }
      const first = await send(operation, { path, headers })
      const second = await send(operation, { path, headers })
      expect([first.faults, second.faults, second.text]).toEqual([[], [], first.text])
      expect(second.answer.headers.get('idempotency-replayed')).toBe('true')
      const other = otherThan(operation.body?.example)
      if (!other) return
      const refused = await send(operation, { path, headers, body: other })
      expect([refused.answer.status, refused.faults]).toEqual([409, []])
    },
  )
})

describe('what is refused is refused as it is described', () => {
  const refuse = async (operation: Read, status: number, sent: Sent) => {
    const { answer, json, faults } = await send(operation, sent)
    expect([answer.status, faults, json]).toEqual([status, [], expect.objectContaining({ status })])
    const wanted = operation.answers[status]?.headers ?? []
    expect(wanted.filter((name) => !answer.headers.has(name))).toEqual([])
    return json
  }

  test.each(answering(401))('$name, of a wrong token', (operation) => refuse(operation, 401, { token: 'sk_wrong' }))

  test.each(answering(403))('$name, of a token of other scopes', async (operation) => {
    const others = SCOPES.filter((scope) => scope !== 'admin' && !operation.scopes.includes(scope))
    const token = await server.grant(`poor_${operation.id}`, others)
    await refuse(operation, 403, { token })
  })

  test.each(answering(404))('$name, of what is not there', (operation) =>
    refuse(operation, 404, { path: NOT_THERE[operation.name] ?? operation.path.replaceAll(/\{\w+\}/g, 'nothing') }),
  )

  test.each(OPERATIONS)('$name, by another method', (operation) =>
    refuse(operation, 405, { method: 'PUT', path: operation.path.replaceAll(/\{\w+\}/g, 'api'), body: {} }),
  )

  test.each(OPERATIONS.filter(({ body }) => body !== null))('$name, of bodies that cannot be', async (operation) => {
    const path = await pathFor(operation)
    await refuse(operation, 400, { path, body: { nonsense: true } })
    await refuse(operation, 413, { path, body: JSON.stringify({ message: 'x'.repeat(300_000) }) })
    await refuse(operation, 415, { path, body: 'message', headers: { 'content-type': 'text/plain' } })
  })

  test.each(PUBLIC.filter((one) => has(one, 400)))('$name, of a parameter that there is not', async (operation) => {
    // What is prepared without a query heeds one only where a parameter of its own is there.
    const isPrepared = ['/api/status', '/api/incidents', '/api/maintenance'].includes(operation.path)
    const query = { ...(isPrepared && { [queryOf(operation)[0]?.name ?? '']: 'x' }), nonsense: '1' }
    await refuse(operation, 400, { token: null, query })
  })

  const LIMITED = OPERATIONS.flatMap((operation) =>
    queryOf(operation).flatMap((one) =>
      beyond(one.schema).map((value) => ({ name: operation.name, operation, one, value })),
    ),
  )
  test.each(LIMITED)('$name, of $value as $one.name', async ({ operation, one, value }) => {
    // What the body says counts, where both say it.
    const body = operation.body && { ...operation.body.example, [one.name]: undefined }
    await refuse(operation, 400, { query: { [one.name]: value }, ...(body && { body }) })
  })

  test.each(answering(412))('$name, of one that has moved on', (operation) =>
    refuse(operation, 412, { headers: { 'if-match': '"nothing-0"' } }),
  )

  test('a draft is a status for operators only', () =>
    refuse(named('listIncidents'), 400, { token: null, query: { status: 'draft' } }))

  test('a series of the configuration is changed there', () =>
    refuse(named('patchSeries'), 409, { path: `/api/maintenance/series/${seriesIdOf(FILE_SERIES)}` }))

  test('a job or a token guessed too often', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.1' }
    for (let n = 0; n < 10; n++) {
      await send(named('beat'), { path: '/api/heartbeats/nothing', headers })
      await send(named('listAudit'), { token: 'sk_wrong', headers })
    }
    await refuse(named('beat'), 429, { path: '/api/heartbeats/nothing', headers })
    await refuse(named('listAudit'), 429, { token: 'sk_wrong', headers })
  })

  test('one stream more than an address may have', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.2' }
    const url = new URL('/api/events', server.origin)
    const streams = await Promise.all(Array.from({ length: 50 }, () => fetch(url, { headers })))
    await refuse(named('followEvents'), 429, { headers })
    await Promise.all(streams.map(({ body }) => body?.cancel()))
  })
})

/** A body that is right too; `null` where there is no other. */
function otherThan(example: Record<string, unknown> = {}): object | null {
  const text = ['message', 'title'].find((name) => name in example)
  return text === undefined ? null : { ...example, [text]: 'Something else' }
}

/** Values that a schema has no place for. */
function beyond({ enum: words, maximum, minimum, format }: Record<string, unknown>): string[] {
  if (words) return ['nonsense']
  if (format === 'date-time') return ['yesterday', '2999-01-01T00:00:00Z']
  const bounds = [
    ...(typeof minimum === 'number' ? [minimum - 1] : []),
    ...(typeof maximum === 'number' ? [maximum + 1] : []),
  ]
  return bounds.map(String)
}

/** Refused 503 for want of what is not the record: a place among thousands, a page that was ever drawn. */
const NOT_OF_THE_RECORD = [
  ...['GET /api/status', 'GET /api/components/{id}/uptime', 'GET /api/components/{id}/latency', 'GET /api/events'],
  ...['GET /badge/{id}.svg', 'GET /badge/{id}.json', 'GET /docs', 'GET /', 'GET /components/{id}'],
  ...['GET /history', 'GET /maintenance', 'GET /embed', 'GET /404.html'],
]

// The last of all, since the record does not come back.
describe('while the record is gone', () => {
  beforeAll(() => {
    server.disk.gone = true
  })

  test.each(answering(503).filter(({ name }) => !NOT_OF_THE_RECORD.includes(name)))(
    '$name says so as it is described',
    async (operation) => {
      const path = operation.path.replace('{token}', JOB_TOKEN).replaceAll(/\{\w+\}/g, 'nothing')
      const { answer, faults } = await send(operation, { path })
      expect([answer.status, faults]).toEqual([503, []])
      const wanted = operation.answers['503']?.headers ?? []
      expect(wanted.filter((name) => !answer.headers.has(name))).toEqual([])
    },
  )

  /** What was published as it was; an export and a page of the past are read from the record. */
  const PUBLISHED = PUBLIC.filter(
    ({ path }) => !path.includes('{') && !path.startsWith('/export/') && path !== '/status',
  )

  test.each(PUBLISHED)('$name is still there for all', async (operation) => {
    const { answer, faults } = await send(operation, { token: null })
    expect([answer.status, faults]).toEqual([200, []])
  })
})

describe('what is described', () => {
  test('was answered here, but for faults of ours and what takes a history or a crowd', () => {
    const unseen = OPERATIONS.flatMap(({ name, answers }) =>
      Object.keys(answers)
        .filter((status) => !seen.has(`${name} ${status}`))
        .map((status) => ({ name, status })),
    )
    expect(unseen.filter(({ status }) => !['409', '429', '500'].includes(status)).map(({ name }) => name)).toEqual(
      NOT_OF_THE_RECORD,
    )
  })
})
