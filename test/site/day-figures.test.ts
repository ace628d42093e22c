import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { axeFinds } from './axe.ts'
import { renderPage, type ServedPages, servePages } from './server.ts'
import { MINUTE, makeComponent, makeView, spell } from './view.ts'

const SOURCE = '/api/components/api/uptime'
const INCIDENTS = '/api/incidents?limit=100'
/** The 3rd of November is twenty days before the last day shown. */
const OUTAGE = { from: '2026-11-03T15:00:00.000Z', to: '2026-11-03T15:42:00.000Z', index: 69 }
const API = makeComponent({}, [spell('partial_outage', OUTAGE.from, 42 * MINUTE)])
const TODAY = /^Mon 23 Nov\s*100\.00.%.uptime\s*Operational$/
const BROKEN = /^Tue 3 Nov\s*99\.12.%.uptime\s*Operational 23.hr 18.min\s*Partial outage 42.min\s*The API is slow$/

const iso = (at: number) => new Date(at).toISOString()
const uptime = { component: 'api', days: API.days.map((day) => ({ ...day, from: iso(day.from), to: iso(day.to) })) }
const incident = {
  title: 'The API is slow',
  startedAt: OUTAGE.from,
  resolvedAt: OUTAGE.to,
  components: [{ id: 'api' }],
}
const elsewhere = { ...incident, title: 'Elsewhere', components: [{ id: 'dashboard' }] }

let started: TestBrowser
let site: ServedPages

beforeAll(async () => {
  site = await servePages(
    new Map([
      ['/', await renderPage(makeView({ components: [API] }))],
      [SOURCE, JSON.stringify(uptime)],
      [INCIDENTS, JSON.stringify({ incidents: [incident, elsewhere] })],
    ]),
  )
  started = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
}, 20_000)

async function visit(look: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await started.browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  try {
    const page = await context.newPage()
    await page.goto(site.origin, { timeout: 15_000 })
    await page.locator('[role=slider]').waitFor()
    await look(page)
  } finally {
    await context.close()
  }
}

const bars = (page: Page) => page.getByRole('slider')
const figures = (page: Page) => page.locator('#figures')
const shows = (page: Page, text: RegExp) =>
  expect.poll(async () => ((await figures(page).isVisible()) ? figures(page).innerText() : '')).toMatch(text)
const hides = (page: Page) => expect.poll(() => figures(page).isVisible()).toBe(false)

/** Where a day is on the screen. */
async function dayAt(page: Page, index: number): Promise<{ x: number; y: number }> {
  await bars(page).scrollIntoViewIfNeeded()
  const box = await bars(page).boundingBox()
  if (!box) throw new Error('Expected bars')
  return { x: box.x + ((index + 0.5) / 90) * box.width, y: box.y + box.height / 2 }
}

describe('the figures of a day', { timeout: 60_000 }, () => {
  test('are shown where the mouse is, and are gone when it leaves', () =>
    visit(async (page) => {
      expect(await figures(page).isVisible()).toBe(false)
      const { x, y } = await dayAt(page, OUTAGE.index)
      await page.mouse.move(x, y)
      await shows(page, BROKEN)
      const last = await dayAt(page, 89)
      await page.mouse.move(last.x, last.y)
      await shows(page, TODAY)
      await page.mouse.move(last.x, 5)
      await hides(page)
    }))

  test('stay while the mouse is on them, and go by Escape', () =>
    visit(async (page) => {
      const { x, y } = await dayAt(page, OUTAGE.index)
      await page.mouse.move(x, y)
      await shows(page, BROKEN)
      const box = await figures(page).boundingBox()
      if (!box) throw new Error('Expected figures')
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 })
      expect(await figures(page).isVisible()).toBe(true)
      await page.keyboard.press('Escape')
      await hides(page)
    }))

  test('are reached by keyboard in one stop, and moved through by arrows', () =>
    visit(async (page) => {
      await page.locator('summary').first().focus()
      await page.keyboard.press('Tab')
      await shows(page, TODAY)
      expect(await bars(page).getAttribute('aria-label')).toMatch(/^90 days, .*worst: 3 Nov partial outage 42.min$/)
      for (let n = 89; n > OUTAGE.index; n--) await page.keyboard.press('ArrowLeft')
      await shows(page, BROKEN)
      expect(await bars(page).getAttribute('aria-valuetext')).toMatch(/^Tue 3 Nov, .*, Partial outage 42.min, The API/)
      await page.keyboard.press('Home')
      await shows(page, /^Wed 26 Aug/)
      await page.keyboard.press('End')
      await shows(page, TODAY)
      await page.keyboard.press('Tab')
      await hides(page)
    }))

  test('are shown by a touch, and go by another elsewhere', () =>
    visit(
      async (page) => {
        const { x, y } = await dayAt(page, OUTAGE.index)
        await page.touchscreen.tap(x, y)
        await shows(page, BROKEN)
        await page.touchscreen.tap(20, 20)
        await hides(page)
      },
      { hasTouch: true },
    ))

  test('move nothing, and are within the window', () =>
    visit(
      async (page) => {
        for (const index of [0, 89]) {
          const { x, y } = await dayAt(page, index)
          const size = () =>
            page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]')
          const before = await size()
          await page.mouse.move(x, y)
          await shows(page, /uptime/)
          expect(await size()).toEqual(before)
          const box = await figures(page).boundingBox()
          expect(box?.x).toBeGreaterThanOrEqual(0)
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320)
        }
      },
      { viewport: { width: 320, height: 640 } },
    ))

  test('are asked for once', () =>
    visit(async (page) => {
      const before = site.asked.get(SOURCE) ?? 0
      for (const index of [10, 20, 30]) {
        const { x, y } = await dayAt(page, index)
        await page.mouse.move(x, y)
        await shows(page, /uptime/)
      }
      expect((site.asked.get(SOURCE) ?? 0) - before).toBe(1)
    }))

  test.each(['light', 'dark'] as const)('leave axe nothing to find when it is %s', (colorScheme) =>
    visit(
      async (page) => {
        const { x, y } = await dayAt(page, OUTAGE.index)
        await page.mouse.move(x, y)
        await shows(page, BROKEN)
        expect(await axeFinds(page)).toEqual([])
      },
      { colorScheme },
    ),
  )
})
