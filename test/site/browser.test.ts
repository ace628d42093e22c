import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DEFAULT_SPEECH, LANGUAGES, type Language } from '#domain/language.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { axeFinds } from './axe.ts'
import { walk } from './keyboard.ts'
import { ALL_LOOKS, pairwiseLooks } from './looks.ts'
import { PAGES } from './pages.ts'
import { renderPage, servePages } from './server.ts'
import { STATES } from './states.ts'

const NAMES = [...PAGES.keys()]
const WIDTH = 'document.documentElement.scrollWidth'
/** What has words and lies over something else. */
const LAID_OVER = `[...document.querySelectorAll('main *')]
  .filter((one) => one.textContent.trim() !== '' && one.checkVisibility())
  .filter((one) => ['absolute', 'fixed'].includes(getComputedStyle(one).position))
  .map(({ outerHTML }) => outerHTML.slice(0, 80))`
const looksOf = inject('looks') === 'all' ? () => ALL_LOOKS : pairwiseLooks
const pathOf = (name: string, language: Language) => `/${NAMES.indexOf(name)}/${language}`

let started: TestBrowser
let site: Awaited<ReturnType<typeof servePages>>

beforeAll(async () => {
  const pages = new Map<string, string>()
  for (const [name, { view, path, about }] of PAGES) {
    for (const language of LANGUAGES)
      pages.set(pathOf(name, language), await renderPage(view, path, about, { ...DEFAULT_SPEECH, language }))
  }
  site = await servePages(pages)
  started = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
}, 20_000)

/** Opens a page, hands it on, and closes it. */
async function visit(
  name: string,
  { language = 'en', ...options }: BrowserContextOptions & { language?: Language },
  look: (page: Page, seen: string[]) => Promise<void>,
) {
  const context = await started.browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  try {
    const page = await context.newPage()
    const seen: string[] = []
    page.on('request', (request) => seen.push(request.url()))
    page.on('console', (message) => seen.push(message.text()))
    await page.goto(site.origin + pathOf(name, language), { timeout: 15_000 })
    await look(page, seen)
  } finally {
    await context.close()
  }
}

describe.each(NAMES.map((name, n) => ({ name, looks: looksOf(n) })))(
  '$name',
  { timeout: 60_000 },
  ({ name, looks }) => {
    test.each(looks)(
      'axe finds nothing, nothing leaves the origin or breaks the policy, and nothing is too wide at $width px, $colorScheme, in $language',
      ({ width, ...options }) =>
        visit(name, { ...options, viewport: { width, height: 740 } }, async (page, seen) => {
          expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(width)
          expect(await page.evaluate(LAID_OVER)).toEqual([])
          expect(await axeFinds(page)).toEqual([])
          expect(seen.filter((line) => !line.startsWith(`${site.origin}/`))).toEqual([])
        }),
    )

    test('nothing is wider than a viewport of 320 px', () =>
      visit(name, { viewport: { width: 320, height: 640 } }, async (page) => {
        expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(320)
      }))

    test('the keyboard reaches everything in the order of the page, and shows where it is', () =>
      visit(name, {}, async (page) => {
        const { wanted, reached, unseen } = await walk(page)
        expect(reached).toEqual(wanted)
        expect(unseen).toEqual([])
      }))
  },
)

const OPEN = `for (const one of document.querySelectorAll('details')) one.open = true`

describe.each(['two down', 'names of 200 characters', '40 components'])('/ with %s', { timeout: 60_000 }, (state) => {
  test('axe finds nothing in all that can be opened, and nothing of it is wider than 320 px', () =>
    visit(`/ with ${state}`, { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.evaluate(OPEN)
      expect(await axeFinds(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    }))

  test('what is closed is printed', () =>
    visit(`/ with ${state}`, { javaScriptEnabled: true }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('article details:not([open]) .beside').first().isVisible()).toBe(true)
    }))
})

describe('/docs', { timeout: 60_000 }, () => {
  test.each(['light', 'dark'] as const)('axe finds nothing in all that can be opened when it is %s', (colorScheme) =>
    visit('/docs', { colorScheme }, async (page) => {
      await page.evaluate(OPEN)
      expect(await axeFinds(page)).toEqual([])
    }),
  )

  test('nothing that can be opened is wider than a viewport of 320 px', () =>
    visit('/docs', { viewport: { width: 320, height: 640 } }, async (page) => {
      await page.evaluate(OPEN)
      expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(320)
    }))

  test('each link within leads to something, and a link to an operation opens it without a script', () =>
    visit('/docs', { javaScriptEnabled: false }, async (page) => {
      const hrefs = await page
        .locator('a[href^="#"]')
        .evaluateAll((links) => links.map((one) => one.getAttribute('href')))
      for (const href of new Set(hrefs))
        expect(await page.locator(`[id="${href?.slice(1)}"]`).count(), `${href}`).toBe(1)
      await page.goto(`${page.url()}#openIncident`)
      expect(await page.locator('#openIncident').isVisible()).toBe(true)
    }))
})

describe.each(Object.entries(STATES))('/ with %s', { timeout: 60_000 }, (state, view) => {
  test('every fact is there with JavaScript off', () =>
    visit(`/ with ${state}`, { javaScriptEnabled: false }, async (page) => {
      const { sentence, components, maintenance, incidents } = view
      const open = incidents.filter(({ resolvedAt }) => resolvedAt === null)
      const titles = [...maintenance, ...open].map(({ title }) => title)
      for (const heading of [sentence, ...components.map(({ name }) => name), ...titles]) {
        expect(await page.getByRole('heading', { name: heading }).first().isVisible()).toBe(true)
      }
      expect(await page.getByRole('img', { name: `${components[0]?.days.length} days` }).count()).toBe(
        components.length,
      )
    }))
})
