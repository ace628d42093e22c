import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toSafeHtml } from '#domain/markdown.ts'
import type { PublicView } from '#domain/public-view.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'
import { renderPage, servePages } from './server.ts'
import { makeComponent, makeIncident, makeOccurrence, makeUpdate, makeView, NOW } from './view.ts'

/** What the texts of operators are made of, and what these may say of themselves. */
const ALLOWED = 'p br strong em s code pre blockquote ul ol li a hr'.split(' ')
const ALLOWED_ATTRIBUTES = ['href', 'rel', 'start']
const HARMLESS = 'x'

/** A page on which every text that people write is one of these, in turn. */
function viewOf(texts: readonly string[]): PublicView {
  const incidents = texts.map((body, n) =>
    makeIncident({
      ...{ id: `inc_${n}`, title: body, postmortem: { body, html: toSafeHtml(body) } },
      components: [{ id: 'api', name: body, impact: 'partial_outage' }],
      resolvedAt: n % 2 === 0 ? null : NOW,
      updates: [makeUpdate({ id: `upd_${n}`, body })],
    }),
  )
  const maintenance = texts.map((body, n) =>
    makeOccurrence({
      ...{ id: `mnt_${n}`, title: body, description: body, html: toSafeHtml(body), expect: [body] },
      components: [{ id: 'api', name: body }],
      events: [{ id: `evt_${n}`, kind: 'announced', at: NOW - 1 }],
    }),
  )
  const components = texts.map((name, n) => makeComponent({ id: `part_${n}`, name, description: name }))
  return makeView({ components, incidents, maintenance })
}

/** The page, and those of all that it tells of, by path. */
async function pagesOf(view: PublicView): Promise<Map<string, string>> {
  const pages = new Map([['/', await renderPage(view)]])
  for (const incident of view.incidents) {
    const path = `/incidents/${incident.id}`
    pages.set(path, await renderPage(view, path, { incident }))
  }
  for (const occurrence of view.maintenance) {
    const path = `/maintenance/${occurrence.id}`
    pages.set(path, await renderPage(view, path, { occurrence }))
  }
  return pages
}

let started: TestBrowser
let site: Awaited<ReturnType<typeof servePages>>
let harmless: typeof site

beforeAll(async () => {
  site = await servePages(await pagesOf(viewOf(XSS_VECTORS)))
  harmless = await servePages(await pagesOf(viewOf(XSS_VECTORS.map(() => HARMLESS))))
  started = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
  await harmless?.[Symbol.asyncDispose]()
}, 20_000)

const paths = ['/', ...XSS_VECTORS.flatMap((_, n) => [`/incidents/inc_${n}`, `/maintenance/mnt_${n}`])]

/** Pages of harmless texts, one of each kind: every other incident is over. */
const ALIKE = ['/', '/incidents/inc_0', '/incidents/inc_1', '/maintenance/mnt_0']
const likeOf = (path: string) => path.replace(/inc_(\d+)/, (_, n) => `inc_${Number(n) % 2}`).replace(/mnt_\d+/, 'mnt_0')

/** What a browser makes of a page: whether a script ran, what the operators' texts became, and what is around them. */
interface Seen {
  ran: unknown
  told: { name: string; attributes: string[]; href: string | null }[]
  around: string
}

const LOOK = `({
  ran: window.xss,
  told: [...document.querySelectorAll('.told *')].map((one) => ({
    name: one.localName, attributes: one.getAttributeNames(), href: one.getAttribute('href'),
  })),
  around: [...document.querySelectorAll('*:not(.told *)')]
    .map((one) => [one.localName, ...one.getAttributeNames()].join(' ')).join('\\n'),
})`

async function look(page: Page, url: string): Promise<Seen> {
  await page.goto(url, { waitUntil: 'load', timeout: 15_000 })
  return page.evaluate<Seen>(LOOK)
}

/** Tells of dialogs, of requests to elsewhere, and of what the policy had to stop. */
function watch(page: Page, faults: string[]): void {
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== site.origin && origin !== harmless.origin) faults.push(`request: ${request.url()}`)
  })
}

function faultsOf({ told }: Seen): string[] {
  return told.flatMap(({ name, attributes, href }) => [
    ...(ALLOWED.includes(name) ? [] : [`<${name}>`]),
    ...attributes.filter((attribute) => !ALLOWED_ATTRIBUTES.includes(attribute)).map((key) => `<${name} ${key}>`),
    ...(href === null || /^(https?:\/\/|mailto:)/.test(href) ? [] : [`a link to ${href}`]),
  ])
}

describe('what operators write', () => {
  test('runs nothing, loads nothing and breaks out of nothing, on any page', { timeout: 120_000 }, async () => {
    const context = await started.browser.newContext()
    const faults: string[] = []
    const page = await context.newPage()
    watch(page, faults)
    // A page as old as its facts asks nobody for the time, and is what it will be once it is loaded.
    await page.clock.setFixedTime(NOW)
    const around = new Map<string, string>()
    for (const path of ALIKE) around.set(path, (await look(page, harmless.origin + path)).around)
    for (const path of paths) {
      const seen = await look(page, site.origin + path)
      if (seen.ran !== undefined) faults.push(`${path}: a script ran`)
      if (seen.around !== around.get(likeOf(path))) faults.push(`${path}: what is around the texts is not as it was`)
      faults.push(...faultsOf(seen).map((fault) => `${path}: ${fault}`))
    }
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
