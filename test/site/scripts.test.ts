import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toSafeHtml } from '#domain/markdown.ts'
import type { PublicView } from '#domain/public-view.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'
import { renderPage, servePages } from './server.ts'
import { makeComponent, makeIncident, makeOccurrence, makeUpdate, makeView, NOW } from './view.ts'

/** A page on which every text that people write is hostile, one vector each. */
function hostileView(): PublicView {
  const texts = XSS_VECTORS.map((text) => ({ body: text, html: toSafeHtml(text) }))
  const incidents = texts.map(({ body, html }, n) =>
    makeIncident({
      ...{
        id: `inc_${n}`,
        title: body,
        postmortem: { body, html },
        components: [{ id: 'api', name: body, impact: 'partial_outage' }],
      },
      resolvedAt: n % 2 === 0 ? null : NOW,
      updates: [makeUpdate({ id: `upd_${n}`, body, html })],
    }),
  )
  const maintenance = texts.map(({ body, html }, n) =>
    makeOccurrence({
      ...{
        id: `mnt_${n}`,
        title: body,
        description: body,
        html,
        expect: [body],
        components: [{ id: 'api', name: body }],
      },
      events: [{ id: `evt_${n}`, kind: 'announced', at: NOW - 1 }],
    }),
  )
  return makeView({ components: [makeComponent({ name: XSS_VECTORS[1] ?? '' })], incidents, maintenance })
}

let started: TestBrowser
let site: Awaited<ReturnType<typeof servePages>>
const view = hostileView()
const paths = ['/', ...XSS_VECTORS.flatMap((_, n) => [`/incidents/inc_${n}`, `/maintenance/mnt_${n}`])]

beforeAll(async () => {
  const pages = new Map([['/', await renderPage(view)]])
  for (const incident of view.incidents)
    pages.set(`/incidents/${incident.id}`, await renderPage(view, `/incidents/${incident.id}`, { incident }))
  for (const occurrence of view.maintenance)
    pages.set(`/maintenance/${occurrence.id}`, await renderPage(view, `/maintenance/${occurrence.id}`, { occurrence }))
  site = await servePages(pages)
  started = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
}, 20_000)

/** What went wrong on a page: scripts that ran, dialogs, requests to elsewhere, what the policy had to stop. */
async function faultsOf(page: Page, path: string, faults: string[]): Promise<void> {
  await page.goto(site.origin + path, { waitUntil: 'load', timeout: 15_000 })
  const ran = await page.evaluate('window.xss')
  if (ran !== undefined) faults.push(`${path}: a script ran`)
  const strange = await page.evaluate(
    `[...document.querySelectorAll('.told *')].map((one) => one.localName).filter((name) => !${JSON.stringify('p br strong em s code pre blockquote ul ol li a hr'.split(' '))}.includes(name))`,
  )
  for (const name of strange as string[]) faults.push(`${path}: <${name}>`)
}

describe('what operators write', () => {
  test('runs nothing, loads nothing and breaks out of nothing, on any page', { timeout: 120_000 }, async () => {
    const context = await started.browser.newContext()
    const faults: string[] = []
    const page = await context.newPage()
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => faults.push(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith(`${site.origin}/`)) faults.push(`request: ${request.url()}`)
    })
    for (const path of paths) await faultsOf(page, path, faults)
    await context.close()
    expect(faults).toEqual([])
  })

  test('is all there to be read', async () => {
    const context = await started.browser.newContext()
    const page = await context.newPage()
    await page.goto(site.origin)
    expect(await page.locator('h3').allInnerTexts()).toContain('<script>window.xss=1</script>')
    await context.close()
  })
})
