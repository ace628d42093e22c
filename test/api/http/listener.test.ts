import { describe, expect, test } from 'vitest'
import { createListener } from '../../../api/http/listener.ts'
import { createProblemAnswers } from '../../../api/http/problem-answers.ts'
import { Problem } from '../../../api/problem.ts'
import { type Document, toDocument } from '../../../api/publish/document.ts'
import { refused } from '../../../api/publish/query.ts'
import { serveListener } from '../fetch.ts'

const AT = Date.parse('2026-11-23T10:00:00.400Z')
const BODY = 'All systems operational. '.repeat(100)
const status = await toDocument(
  { type: 'text/plain', body: BODY, cacheControl: 'max-age=5', evidenceAt: AT - 12_300 },
  { at: AT, before: undefined },
)
const documents = new Map<string, Document>([
  ['/api/status', status],
  ['/favicon.svg', { ...status, evidenceAt: null }],
  ['/embed', { ...status, role: 'framed' }],
  ['/_astro/page.css', { ...status, role: 'part' }],
  ['/', { ...status, type: 'text/html', vary: 'Accept-Encoding, Accept' }],
  ['text /', { ...status, vary: 'Accept-Encoding, Accept' }],
  ['text color /', { ...status, type: 'text/plain; colour', vary: 'Accept-Encoding, Accept' }],
])

const MADE: Readonly<Record<string, () => Promise<Document>>> = {
  '/api/components/api?': async () => status,
  '/api/components/api/uptime?': async () => status,
  '/api/incidents?limit=1': async () => ({ ...status, link: '<https://x/?cursor=y>; rel="next"' }),
  '/api/components/apj?': () => Promise.reject(new Problem('DATA_001', 'No such component')),
  '/api/status?at=x': () => Promise.reject(refused('at', 'x', 'an instant')),
  '/api/status?at=y': () => Promise.reject(new Error('secret')),
  '/export/history.csv?': () =>
    Promise.reject(new Problem('UNAVAILABLE', 'Ask again later.', { cause: new Error('secret: disk I/O error') })),
}
const failures: unknown[] = []
const admitted: unknown[] = []

const ask = (nameAll = false) =>
  serveListener(
    createListener({
      nameAll,
      find: (path) => documents.get(path),
      demand: {
        find: (path, search, admit) => {
          if (search === 'limit=1') admit?.()
          return MADE[`${path}?${search}`]?.()
        },
        knows: (path) => path === '/api/components/api',
      },
      admit: (...from) => void admitted.push(from),
      answerProblem: createProblemAnswers(async (code, { detail }) => `<p>${code}: ${detail}</p>`),
      onFailure: (error) => failures.push(error),
      now: () => AT,
      fallback: (_, response) => response.writeHead(418).end('handed on'),
      follow: (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('id: 1\n\n'),
    }),
  )

describe('createListener', () => {
  test('a document is answered with its bytes, its tag and the age of its evidence', async () => {
    const answer = await (await ask())('/api/status')
    expect(answer).toMatchObject({ status: 200, body: BODY })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(BODY.length),
      etag: status.etag,
      'last-modified': 'Mon, 23 Nov 2026 10:00:00 GMT',
      'cache-control': 'max-age=5',
      'age-of-evidence': '12',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
  })

  test.each([
    ['/embed', 'frame-ancestors *', "script-src 'self'"],
    ['/api/status', "frame-ancestors 'none'", 'frame-ancestors *'],
    ['/_astro/page.css', "default-src 'none'", "'self'"],
  ])('the policy of %s says %s, and not %s', async (path, said, unsaid) => {
    const policy = (await (await ask())(path)).headers['content-security-policy']
    expect(policy).toContain(said)
    expect(policy).not.toContain(unsaid)
  })

  test('a browser is told of a problem by a page, under the same policy as all pages', async () => {
    const { status, headers, body } = await (await ask())('/api/components/apj', { headers: { accept: 'text/html' } })
    expect([status, body]).toEqual([404, '<p>DATA_001: No such component</p>'])
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-request-id']).toBeDefined()
  })

  test('a document without evidence has no age', async () => {
    expect((await (await ask())('/favicon.svg')).headers).not.toHaveProperty('age-of-evidence')
  })

  test('a request that names scheme and host gets the same document', async () => {
    expect(await (await ask())('http://status.scopien.com/api/status?x=1')).toMatchObject({ status: 200, body: BODY })
  })

  test('the bytes of an encoding have a tag of their own, by which they are known again', async () => {
    const fetch = await ask()
    const { headers } = await fetch('/api/status', { headers: { 'accept-encoding': 'br' } })
    expect(headers['etag']).toBe(`${status.etag.slice(0, -1)}-br"`)
    expect((await fetch('/api/status', { headers: { 'if-none-match': headers['etag'] ?? '' } })).status).toBe(304)
  })

  test('HEAD has the headers of GET and no body', async () => {
    const answer = await (await ask())('/api/status', { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers['content-length']).toBe(String(BODY.length))
  })

  test('a query does not change what is answered', async () => {
    expect((await (await ask())('/api/status?x=1')).status).toBe(200)
  })

  test.each<[string, Record<string, string>, number]>([
    ['the same tag', { 'if-none-match': status.etag }, 304],
    ['the same tag, weak, among others', { 'if-none-match': `"x", W/${status.etag}` }, 304],
    ['any tag', { 'if-none-match': '*' }, 304],
    ['another tag', { 'if-none-match': '"x"' }, 200],
    ['the same second', { 'if-modified-since': 'Mon, 23 Nov 2026 10:00:00 GMT' }, 304],
    ['an earlier second', { 'if-modified-since': 'Mon, 23 Nov 2026 09:59:59 GMT' }, 200],
    ['no date at all', { 'if-modified-since': 'yesterday' }, 200],
    [
      'another tag and a later date',
      { 'if-none-match': '"x"', 'if-modified-since': 'Mon, 23 Nov 2026 11:00:00 GMT' },
      200,
    ],
  ])('a reader with %s gets what it lacks', async (_, headers, expected) => {
    const answer = await (await ask())('/api/status', { headers })
    expect(answer.status).toBe(expected)
    expect(answer.headers['etag']).toBe(status.etag)
    if (expected === 304) expect(answer.body).toBe('')
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('a reader that accepts "%s" gets %s', async (accepted, encoding) => {
    const answer = await (await ask())('/api/status', { headers: { 'accept-encoding': accepted } })
    expect(answer.headers['content-encoding']).toBe(encoding)
  })

  test('another method is handed on, as somebody else may know it', async () => {
    expect(await (await ask())('/api/status', { method: 'POST' })).toMatchObject({ status: 418 })
  })

  test.each<[string, string, number]>([
    ['Bearer sk_1', '/api/components/api', 418],
    ['bearer sk_1', '/api/components/api', 418],
    ['Basic YTpi', '/api/components/api', 200],
    ['Bearer sk_1', '/api/status', 200],
    ['Bearer sk_1', '/api/components/api/uptime', 200],
  ])('with %s, %s is answered with %i: operators are shown more', async (authorization, path, status) => {
    expect((await (await ask())(path, { headers: { authorization } })).status).toBe(status)
  })

  test.each([
    ['/api/components/api', 'req-1', 'req-1'],
    ['/api/status', 'req-1', 'req-1'],
    ['/api/components/api', undefined, expect.stringMatching(/^[\w-]{36}$/)],
    ['/api/components/api', 'no id', expect.stringMatching(/^[\w-]{36}$/)],
    ['/api/status', undefined, undefined],
  ])('the request for %s that is called %s is called %s', async (path, given, expected) => {
    const headers: Record<string, string> = given === undefined ? {} : { 'x-request-id': given }
    const answer = await (await ask())(path, { headers })
    expect(answer.headers['x-request-id']).toEqual(expected)
    expect(answer.headers).toMatchObject({ etag: status.etag, 'x-content-type-options': 'nosniff' })
  })

  test('where all are named, one that is prepared is too', async () => {
    const { headers } = await (await ask(true))('/api/status')
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/)
  })

  test('one that has to be made is made for somebody', async () => {
    const asked = await ask()
    admitted.length = 0
    await asked('/api/status')
    await asked('/api/components/api')
    await asked('/api/incidents?limit=1', { headers: { 'x-forwarded-for': '198.51.100.7' } })
    expect(admitted).toEqual([['127.0.0.1', '198.51.100.7']])
  })

  test('a document that has a next page says where', async () => {
    expect((await (await ask())('/api/components/api')).headers).not.toHaveProperty('link')
    expect((await (await ask())('/api/incidents?limit=1')).headers['link']).toBe('<https://x/?cursor=y>; rel="next"')
  })

  test.each([
    ['/', 'text/html,application/xhtml+xml', 'text/html'],
    ['/', '*/*', 'text/plain'],
    ['/', undefined, 'text/plain'],
    ['/?color=1', '*/*', 'text/plain; colour'],
    ['/?color=1', 'text/html', 'text/html'],
  ])('%s for one who accepts %s is %s', async (path, accept, type) => {
    const answer = await (await ask())(path, accept === undefined ? {} : { headers: { accept } })
    expect(answer.headers).toMatchObject({ 'content-type': type, vary: 'Accept-Encoding, Accept' })
  })

  test('what is not a document is handed on', async () => {
    expect(await (await ask())('/other')).toMatchObject({ status: 418, body: 'handed on' })
  })

  test('a document that is made on demand is answered like any other', async () => {
    const answer = await (await ask())('/api/components/api')
    expect(answer).toMatchObject({ status: 200, body: BODY, headers: { etag: status.etag, 'age-of-evidence': '12' } })
  })

  test.each<[string, number, string]>([
    ['/api/components/apj', 404, 'DATA_001'],
    ['/api/status?at=x', 400, 'BAD_REQUEST'],
    ['/api/status?at=y', 500, 'INTERNAL'],
    ['/export/history.csv', 503, 'UNAVAILABLE'],
  ])('%s, which cannot be made, is a %i problem', async (path, expected, code) => {
    const answer = await (await ask())(path)
    expect(answer).toMatchObject({ status: expected, headers: { 'content-type': 'application/problem+json' } })
    const requestId = answer.headers['x-request-id']
    expect(JSON.parse(answer.body)).toMatchObject({ status: expected, code, requestId })
    expect(answer.headers['retry-after']).toBe(expected === 503 ? '5' : undefined)
    expect(answer.body).not.toContain('secret')
  })

  test('a fault of our own is told to who watches, and the parameter that is at fault to who asks', async () => {
    const asked = await ask()
    failures.length = 0
    await asked('/api/status?at=y')
    await asked('/export/history.csv')
    expect(failures).toEqual([new Error('secret'), new Error('secret: disk I/O error')])
    const errors = [{ parameter: 'at', detail: 'expected an instant, got "x"' }]
    expect(JSON.parse((await asked('/api/status?at=x')).body)).toMatchObject({ errors })
  })
})
