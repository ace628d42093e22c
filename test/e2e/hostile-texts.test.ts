import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createToken } from '../../api/operators/tokens.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'
import { eventually, type Watched, watchSimulator } from './service.ts'

const PAGE_EVERY_MS = 110

let watched: Watched
let browser: TestBrowser
let token: string

beforeAll(async () => {
  watched = await watchSimulator()
  browser = await launchBrowser()
  const db = await openDatabase(watched.variables['DATABASE_URL'] ?? '', 'db/migrations')
  token = await createToken(db, { name: 'me', scopes: ['admin'], expiresInMs: null }, Date.now())
  await db.close()
}, 60_000)

afterAll(async () => {
  await browser?.[Symbol.asyncDispose]()
  await watched?.[Symbol.asyncDispose]()
}, 20_000)

/** Asks for a change that must be made; gives what is there then. */
async function change(method: string, path: string, body: object): Promise<{ id: string; updates: { id: string }[] }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(watched.service.url + path, { method, headers, body: JSON.stringify(body) })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return JSON.parse(text)
}

/** Stores a text wherever an operator can write one; gives the pages that are about it. */
async function store(text: string): Promise<string[]> {
  const line = text.replace(/\p{Cc}/gu, ' ').slice(0, 200)
  const incident = await change('POST', '/api/incidents', {
    title: line,
    message: text,
    components: { api: 'partial_outage' },
  })
  const path = `/api/incidents/${incident.id}`
  await change('POST', `${path}/updates`, { message: text })
  await change('PATCH', `${path}/updates/${incident.updates[0]?.id}`, { message: `${text}\n` })
  if (XSS_VECTORS.indexOf(text) % 2 === 0) {
    await change('POST', `${path}/updates`, { message: text, status: 'resolved' })
    await change('PATCH', path, { postmortem: text })
  }
  const window = { components: ['api'], startsAt: '2100-01-03T02:00:00', durationMinutes: 60 }
  const work = await change('POST', '/api/maintenance', { ...window, title: line, description: text, expect: [line] })
  return [`/incidents/${incident.id}`, `/maintenance/${work.id}`]
}

/** Every incident that readers are told of, page by page. */
async function allIncidents(): Promise<{ updates: { html: string }[] }[]> {
  const found: { updates: { html: string }[] }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await fetch(`${watched.service.url}/api/incidents?limit=50${cursor && `&cursor=${cursor}`}`)
    const { incidents, nextCursor } = JSON.parse(await answer.text())
    found.push(...incidents)
    cursor = nextCursor
  }
  return found
}

test('what operators store runs nowhere, and is nowhere taken for anything but text', {
  timeout: 120_000,
}, async () => {
  const { url } = watched.service
  const pages: string[] = ['/']
  for (const text of XSS_VECTORS) pages.push(...(await store(text)))
  await eventually(async () =>
    (await (await fetch(`${url}/api/incidents?limit=100`)).text()).includes(pages.at(-2)?.slice(11) ?? ''),
  )

  const documents = ['/api/incidents?limit=100', '/api/maintenance?limit=100', '/api/summary', '/api/status']
  for (const path of documents) {
    const { headers } = await fetch(url + path)
    expect(headers.get('content-type'), path).toMatch(/^application\/(problem\+)?json/)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
  const incidents = await allIncidents()
  expect(incidents).toHaveLength(XSS_VECTORS.length)
  for (const { updates } of incidents)
    for (const { html } of updates)
      expect(html).not.toMatch(/<(?!\/?(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a|hr)\b)/)

  const context = await browser.browser.newContext()
  const page = await context.newPage()
  const faults: string[] = []
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => faults.push(message.text()))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) faults.push(`request: ${request.url()}`)
  })
  for (const path of pages) {
    // No faster than a page is made for one address.
    await sleep(PAGE_EVERY_MS)
    await page.goto(url + path, { waitUntil: 'load' })
    if ((await page.evaluate('window.xss')) !== undefined) faults.push(`${path}: a script ran`)
  }
  await context.close()
  expect(faults).toEqual([])
})
