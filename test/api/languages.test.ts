import { describe, expect, test } from 'vitest'
import { toPublicView } from '#domain/public-view.ts'
import { createListener } from '../../api/http/listener.ts'
import { createDemand } from '../../api/publish/demand.ts'
import { renderEdition } from '../../api/publish/edition.ts'
import type { RenderPage } from '../../api/publish/pages.ts'
import type { Past } from '../../api/publish/past.ts'
import { demandRenderers, publicRenderers } from '../../api/publish/renderers.ts'
import { componentOf, factsOf, incidentOf, NOW } from '../facts.ts'
import { serveListener } from './fetch.ts'

const drawPage: RenderPage = async (path, _view, _about, { language, isChosen }) =>
  `<html lang="${language}"><a href="${path}x${isChosen ? `?lang=${language}` : ''}">${'x'.repeat(2000)}</a>`
const INCIDENT = incidentOf('inc_1', NOW - 1000)
const view = toPublicView(factsOf([componentOf('api')], { incidents: [INCIDENT] }), NOW)
const edition = await renderEdition(view, publicRenderers(drawPage, '{}'), {
  before: undefined,
  onFailure: (path, error) => expect([path, error]).toBeUndefined(),
})

const ask = () =>
  serveListener(
    createListener({
      find: (path) => edition.documents.get(path),
      demand: createDemand({ renderers: demandRenderers(drawPage, '{}'), edition: () => edition, past: {} as Past }),
      admit: () => undefined,
      onFailure: (error) => expect(error).toBeUndefined(),
      now: () => NOW,
      fallback: (_, response) => response.writeHead(418).end(),
      follow: () => undefined,
    }),
  )

const GERMAN = 'de-AT,de;q=0.9,en;q=0.8'
const ENGLISH = 'en-GB,en;q=0.9,de;q=0.8'
const html = (language: string) => ({ accept: 'text/html', 'accept-language': language })

describe.each(['/', '/incidents/inc_1', '/docs'])('%s', (path) => {
  test.each([
    ['', GERMAN, 'de', ''],
    ['', ENGLISH, 'en', ''],
    ['', '', 'en', ''],
    ['', 'fr', 'en', ''],
    ['', 'fr, de;q=0.2', 'de', ''],
    ['?lang=de', ENGLISH, 'de', '?lang=de'],
    ['?lang=en', GERMAN, 'en', '?lang=en'],
    ['?lang=fr', GERMAN, 'de', ''],
    ['?lang=', ENGLISH, 'en', ''],
    ['?lang=de&lang=en', ENGLISH, 'de', '?lang=de'],
  ])('%s where “%s” is accepted is in %s, and its links have “%s”', async (query, accepted, language, carried) => {
    const { status, headers, body } = await (await ask())(path + query, { headers: html(accepted) })
    expect([status, headers['content-language']]).toEqual([200, language])
    expect(headers['vary']).toBe('Accept-Encoding, Accept, Accept-Language')
    expect(body).toContain(`<html lang="${language}"><a href="${path}x${carried}">`)
  })

  test('HEAD has the headers of GET', async () => {
    const fetch = await ask()
    for (const accepted of [GERMAN, ENGLISH]) {
      const { date: _, 'x-request-id': __, ...got } = (await fetch(path, { headers: html(accepted) })).headers
      const head = await fetch(path, { method: 'HEAD', headers: html(accepted) })
      expect(head).toMatchObject({ status: 200, body: '', headers: got })
    }
  })

  test('is sent again to who has it in the other language, and not to who has it in this one', async () => {
    const fetch = await ask()
    const german = await fetch(path, { headers: html(GERMAN) })
    const known = { 'if-none-match': german.headers['etag'] ?? '' }
    expect((await fetch(path, { headers: { ...html(ENGLISH), ...known } })).status).toBe(200)
    const again = await fetch(path, { headers: { ...html(GERMAN), ...known } })
    expect([again.status, again.body, again.headers['content-language']]).toEqual([304, '', 'de'])
    expect((await fetch(`${path}?lang=en`, { headers: { ...html(GERMAN), ...known } })).status).toBe(200)
  })
})

describe('what is not a page', () => {
  test.each(['/api/status', '/api/incidents/inc_1', '/feed.atom'])('%s is the same in any language', async (path) => {
    const fetch = await ask()
    const [german, english] = [await fetch(path, { headers: html(GERMAN) }), await fetch(path)]
    expect(german.body).toBe(english.body)
    expect(german.headers).not.toHaveProperty('content-language')
    expect(german.headers['vary']).toBe('Accept-Encoding')
  })

  test.each(['/', '/?lang=de', '/?lang=fr'])('%s is a table of text for curl', async (path) => {
    const { headers, body } = await (await ask())(path, { headers: { accept: '*/*', 'accept-language': GERMAN } })
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(body).toContain('All systems operational')
  })
})

test('a parameter that there is not is refused on a page as ever', async () => {
  const { status, body } = await (await ask())('/incidents/inc_1?lang=de&x=1', { headers: html(GERMAN) })
  expect([status, body]).toEqual([400, expect.stringContaining('x: expected')])
})
