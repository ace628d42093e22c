import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ago } from '../../site/ago.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { renderPage, servePages } from './server.ts'
import { HOUR, MINUTE, makeView, NOW } from './view.ts'

let started: TestBrowser
let site: Awaited<ReturnType<typeof servePages>>

beforeAll(async () => {
  site = await servePages(new Map([['/', await renderPage(makeView())]]))
  started = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
}, 20_000)

/** Opens the page by one clock of the reader's, and another of the server's; without one it does not answer. */
async function visit(
  { reader, server }: { reader: number; server: number | null },
  look: (page: Page) => Promise<void>,
) {
  const context = await started.browser.newContext({ viewport: { width: 360, height: 740 } })
  try {
    const page = await context.newPage()
    await page.clock.setFixedTime(reader)
    await page.route(`${site.origin}/`, (route) => {
      if (route.request().method() !== 'HEAD') return route.fallback()
      return server === null ? route.abort() : route.fulfill({ headers: { date: new Date(server).toUTCString() } })
    })
    await page.goto(site.origin, { timeout: 15_000, waitUntil: 'networkidle' })
    await look(page)
  } finally {
    await context.close()
  }
}

const checked = (page: Page) => page.locator('[data-checked]').textContent()
const outdated = (page: Page) => page.locator('[data-stale-after]')

// The evidence of the page is a second older than the page, and vouches for 95 s.
describe('with its script the page', { timeout: 60_000 }, () => {
  test('says how old its evidence is, and when that was as a title', () =>
    visit({ reader: NOW + 11_000, server: NOW + 11_000 }, async (page) => {
      expect(await checked(page)).toMatch(/^\s*Checked\s+12 seconds ago\s+from 1 location\s*$/)
      expect(await page.locator('[data-checked] time').getAttribute('title')).toBe('10:22:04 EST')
      expect(await outdated(page).isVisible()).toBe(false)
    }))

  test('says that it is outdated, and how old', () =>
    visit({ reader: NOW + 20 * MINUTE, server: NOW + 20 * MINUTE }, async (page) => {
      expect(await checked(page)).toContain('20 minutes ago')
      expect(await outdated(page).textContent()).toContain('This is how things stood 20 minutes ago. Reload')
      expect(await outdated(page).isVisible()).toBe(true)
    }))

  test.each([NOW + 3 * HOUR, NOW - 3 * HOUR])('believes the server’s clock where the reader’s is wrong', (reader) =>
    visit({ reader, server: NOW + 11_000 }, async (page) => {
      expect(await checked(page)).toContain('12 seconds ago')
      expect(await outdated(page).isVisible()).toBe(false)
    }),
  )

  test('goes by the reader’s clock where nobody answers', () =>
    visit({ reader: NOW + 3 * HOUR, server: null }, async (page) => {
      expect(await outdated(page).textContent()).toContain('3 hours ago')
      expect(await outdated(page).isVisible()).toBe(true)
    }))
})

describe('ago', () => {
  test.each([
    [0, '0 seconds ago'],
    [999, '0 seconds ago'],
    [59_999, '59 seconds ago'],
    [60_000, '1 minute ago'],
    [HOUR - 1, '59 minutes ago'],
    [25 * HOUR, '1 day ago'],
    [-5000, '0 seconds ago'],
  ])('of %d ms is “%s”', (ms, text) => {
    expect(ago(ms, 'en').replace('in 0', '0')).toBe(text)
  })
})
