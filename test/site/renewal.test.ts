import type { ServerResponse } from 'node:http'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublicView } from '#domain/public-view.ts'
import { SECURITY_HEADERS } from '../../api/headers.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { scopien } from './scopien.ts'
import { renderPage, type ServedPages, servePages } from './server.ts'
import { HOUR, MINUTE, makeIncident, makeUpdate, makeView, NOW } from './view.ts'

const CALM = makeView({ components: scopien() })
const LATER = NOW + 5000
const INCIDENT = makeIncident()
/** Five seconds later the API is down, and an incident tells of it. */
const BURNING = makeView({
  ...{ at: LATER, evidenceAt: LATER, incidents: [INCIDENT] },
  components: scopien({ api: { status: 'major_outage', forMs: 2 * MINUTE } }),
})

const pages = new Map<string, string>()
const followers = new Set<ServerResponse>()
let answers: 'stream' | 'nothing' | 'busy' = 'stream'
let started: TestBrowser
let site: ServedPages

beforeAll(async () => {
  pages.set('/', await renderPage(CALM))
  site = await servePages(pages, (response) => {
    if (answers !== 'stream') return response.writeHead(answers === 'busy' ? 503 : 204, SECURITY_HEADERS).end()
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': 'text/event-stream' })
    response.write(`retry: 3000\n\n${eventOf(NOW)}`)
    followers.add(response)
    return response.once('close', () => followers.delete(response))
  })
  started = await launchBrowser()
}, 60_000)

beforeEach(() => {
  answers = 'stream'
})

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
}, 20_000)

const eventOf = (at: number) => `id: ${at * 1000}\nevent: status\ndata: {}\n\n`

/** Shows another view from now on, and says so to who follows, in two pieces. */
async function happen(view: PublicView, told = view.at): Promise<void> {
  pages.set('/', await renderPage(view))
  const event = eventOf(told)
  for (const follower of followers) {
    follower.write(event.slice(0, 9))
    follower.write(event.slice(9))
  }
}

/** Opens the calm page, waits until it follows, hands it on, and closes it. */
async function visit(look: (page: Page) => Promise<void>, options: BrowserContextOptions = {}, path = '/') {
  pages.set('/', await renderPage(CALM))
  const context = await started.browser.newContext({
    ...{ viewport: { width: 360, height: 500 }, timezoneId: 'America/New_York' },
    ...options,
  })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    await page.clock.install({ time: NOW })
    await page.goto(site.origin + path, { timeout: 15_000 })
    await page.evaluate(WATCH_NEWS)
    if (answers === 'stream') await expect.poll(() => followers.size).toBe(1)
    await look(page)
    if (answers !== 'busy') expect(faults).toEqual([])
  } finally {
    await context.close()
    await expect.poll(() => followers.size).toBe(0)
  }
}

/** Keeps all that the live region has ever said. */
const WATCH_NEWS = `{
  window.said = []
  const region = document.getElementById('news')
  new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true })
}`
const said = (page: Page) => page.evaluate<string[]>('window.said')
const sentence = (page: Page) => page.locator('h1').textContent()
const isBurning = (page: Page) => expect.poll(() => sentence(page)).toBe('API is down')

describe('an open page', { timeout: 60_000 }, () => {
  test('shows what changed without being loaded again, in its title too', () =>
    visit(async (page) => {
      await page.evaluate('window.kept = true')
      await happen(BURNING)
      await isBurning(page)
      expect(await page.title()).toBe('API is down · Scopien status')
      expect(await page.locator('article.incident h3').textContent()).toBe('API requests fail')
      expect(await page.evaluate('window.kept')).toBe(true)
    }))

  test('announces it once, and neither how it was at first nor what is only newer', () =>
    visit(async (page) => {
      await happen({ ...CALM, at: NOW + 1000, evidenceAt: NOW + 1000 })
      await expect.poll(() => page.locator('body').getAttribute('data-at')).toBe(String(NOW + 1000))
      expect(await said(page)).toEqual([])
      await happen(BURNING)
      await isBurning(page)
      await happen({ ...BURNING, at: LATER + 1000 })
      await expect.poll(() => page.locator('body').getAttribute('data-at')).toBe(String(LATER + 1000))
      expect(await said(page)).toEqual(['API is down. API requests fail: Investigating'])
    }))

  test('announces each update of an incident, and its end', () =>
    visit(async (page) => {
      await happen(BURNING)
      await isBurning(page)
      const update = makeUpdate({ id: 'upd_2', status: 'identified', at: LATER })
      const identified = { ...INCIDENT, status: 'identified' as const, updates: [update, ...INCIDENT.updates] }
      await happen({ ...BURNING, at: LATER + 1, incidents: [identified] })
      await expect.poll(async () => (await said(page)).at(-1)).toBe('API requests fail: Identified')
      // It began the day before, and is told of on both.
      const over = { ...identified, status: 'resolved' as const, startedAt: NOW - 24 * HOUR, resolvedAt: LATER + 2 }
      await happen({ ...BURNING, at: LATER + 2, incidents: [over] })
      await expect
        .poll(async () => (await said(page)).at(-1))
        .toMatch(/^API requests fail 22 Nov, 10:22 EST · resolved after 1 day/)
      expect(await said(page)).toHaveLength(3)
    }))

  test('does not move what is being read', () =>
    visit(async (page) => {
      const heading = page.locator('h2', { hasText: 'The last 14 days' })
      await heading.evaluate((element) => element.scrollIntoView())
      const topOf = () => heading.evaluate((element) => Math.round(element.getBoundingClientRect().top))
      const before = await topOf()
      await happen(BURNING)
      await isBurning(page)
      expect(Math.abs((await topOf()) - before)).toBeLessThanOrEqual(1)
    }))

  test('leaves open what was opened, and closed what was closed', () =>
    visit(async (page) => {
      const [api, sync] = ['API', 'Salesforce sync'].map((name) =>
        page.locator('details', { has: page.locator('h3', { hasText: new RegExp(`^${name}$`) }) }),
      )
      await sync?.locator('summary').first().click()
      await api?.locator('summary').first().click()
      await api?.locator('summary').first().click()
      await happen(BURNING)
      await isBurning(page)
      expect(await sync?.getAttribute('open')).toBe('')
      expect(await api?.getAttribute('open')).toBe(null)
    }))

  test('keeps the focus where it is, and the theme that was chosen', () =>
    visit(async (page) => {
      const link = page.locator('a', { hasText: 'Monthly maintenance' })
      await link.focus()
      await page.selectOption('#theme', 'dark')
      await link.focus()
      await happen(BURNING)
      await isBurning(page)
      expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true)
      expect(await page.locator('#theme').inputValue()).toBe('dark')
    }))

  test('asks again where what it got is from before, as a cache may have it', () =>
    visit(async (page) => {
      await happen({ ...CALM, at: NOW + 1 }, LATER)
      await expect.poll(() => page.locator('body').getAttribute('data-at')).toBe(String(NOW + 1))
      pages.set('/', await renderPage(BURNING))
      await page.clock.runFor(10_000)
      await isBurning(page)
    }))

  test('is not asked for again when it tells already of all that happened', () =>
    visit(async (page) => {
      const before = site.asked.get('/')
      for (const follower of followers) follower.write(eventOf(NOW))
      await page.clock.runFor(3000)
      expect(site.asked.get('/')).toBe(before)
    }))

  test('is renewed without an event before it would be outdated, and says nothing of it', () =>
    visit(async (page) => {
      pages.set('/', await renderPage({ ...CALM, at: NOW + 50_000, evidenceAt: NOW + 49_000 }))
      await page.clock.runFor(50_000)
      await expect.poll(() => page.locator('body').getAttribute('data-at')).toBe(String(NOW + 50_000))
      expect(await page.locator('[data-checked]').textContent()).toMatch(/Checked\s+1 second ago/)
      expect(await said(page)).toEqual([])
    }))

  test('follows again after an end, later each time', () =>
    visit(async (page) => {
      for (const follower of followers) follower.end()
      await expect.poll(() => followers.size).toBe(0)
      // The end reaches the page in time of its own, which its clock knows nothing of.
      await expect.poll(() => page.clock.runFor(2000).then(() => followers.size)).toBe(1)
    }))

  test('goes on trying where too many follow', async () => {
    answers = 'busy'
    await visit(async (page) => {
      const before = site.asked.get('/api/events') ?? 0
      const askedAfter = () => page.clock.runFor(10_000).then(() => site.asked.get('/api/events') ?? 0)
      await expect.poll(askedAfter).toBeGreaterThan(before + 1)
    })
  })

  test('does not ask again where there is nothing to follow', async () => {
    answers = 'nothing'
    const asked = () => site.asked.get('/api/events') ?? 0
    const before = asked()
    await visit(async (page) => {
      await expect.poll(asked).toBe(before + 1)
      for (let n = 0; n < 3; n++) await page.clock.runFor(60_000)
      expect(asked()).toBe(before + 1)
    })
  })

  test('is loaded again when the site was built anew', () =>
    visit(async (page) => {
      await page.evaluate('window.kept = true')
      pages.set('/', (await renderPage(BURNING)).replace('type="module" src="', 'type="module" src="/.'))
      for (const follower of followers) follower.write(eventOf(LATER))
      await expect.poll(() => page.evaluate('window.kept').catch(() => true)).toBe(undefined)
    }))
})

describe('times', { timeout: 60_000 }, () => {
  test('are those of the reader’s zone, with the page’s own as a title', () =>
    visit(
      async (page) => {
        const [start, end] = [page.locator('[data-as=start]').first(), page.locator('[data-as=end]').first()]
        expect(await page.locator('#mnt_1').first().textContent()).toContain('Sun 6 Dec')
        expect([await start.textContent(), await end.textContent()]).toEqual(['08:00', '10:00 CET'])
        expect([await start.getAttribute('title'), await end.getAttribute('title')]).toEqual(['02:00', '04:00 EST'])
        expect(await page.locator('footer').textContent()).toContain(
          'Times in your own zone, Europe/Berlin; days in America/New_York',
        )
      },
      { timezoneId: 'Europe/Berlin' },
    ))

  test('stay as they are where the zones are the same', () =>
    visit(async (page) => {
      expect(await page.locator('time[data-as=start][title]').count()).toBe(0)
      expect(await page.locator('footer').textContent()).toContain('All times in America/New_York')
    }))

  test('are those of the reader’s zone on what comes later', () =>
    visit(
      async (page) => {
        await happen(BURNING)
        await isBurning(page)
        expect(await page.locator('.incident time').first().textContent()).toBe('15:58 CET')
        expect(await page.locator('.incident time').first().getAttribute('title')).toBe('09:58 EST')
      },
      { timezoneId: 'Europe/Berlin' },
    ))
})

describe('the theme', { timeout: 60_000 }, () => {
  const background = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const [LIGHT, DARK] = ['rgb(253, 253, 252)', 'rgb(19, 20, 21)']

  test.each(['light', 'dark'] as const)(
    'is that of a %s system, until another is chosen, which is remembered',
    (colorScheme) =>
      visit(
        async (page) => {
          const [own, other] = colorScheme === 'light' ? [LIGHT, DARK] : [DARK, LIGHT]
          expect(await background(page)).toBe(own)
          await page.getByLabel('Appearance').selectOption(colorScheme === 'light' ? 'dark' : 'light')
          expect(await background(page)).toBe(other)
          await page.reload()
          expect(await background(page)).toBe(other)
          await page.getByLabel('Appearance').selectOption('system')
          expect(await background(page)).toBe(own)
        },
        { colorScheme },
      ),
  )

  test('is not to be chosen without scripts', async () => {
    const context = await started.browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(site.origin)
    expect(await page.locator('#theme').isVisible()).toBe(false)
    await context.close()
  })
})
