import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { eventually, statusOf, type Watched, watchSimulator } from './service.ts'

const SYNC = 'salesforce_sync'
const OUTAGE = 'Salesforce sync is down'

let watched: Watched
let started: TestBrowser

beforeAll(async () => {
  watched = await watchSimulator()
  started = await launchBrowser()
  for (const id of ['api', 'dashboard', SYNC, 'ai_assistant'])
    await eventually(async () => (await statusOf(watched.service, id)) === 'operational')
})

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await watched?.[Symbol.asyncDispose]()
})

/** Keeps all that the live region has ever said, and how often the page was loaded. */
const WATCH = `{
  window.said = []
  const region = document.getElementById('news')
  const keep = () => window.said.push(region.textContent)
  new MutationObserver(keep).observe(region, { childList: true, characterData: true, subtree: true })
}`

/** What the page asked for elsewhere, and what went wrong on it. */
function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== watched.service.url) faults.push(request.url())
  })
  return faults
}

describe('a page that is open while something breaks', { timeout: 60_000 }, () => {
  test('shows it within 2 s of the verdict, announces it once, and does not move what is being read', async () => {
    const context = await started.browser.newContext({
      ...{ viewport: { width: 360, height: 600 }, timezoneId: 'Asia/Kolkata' },
    })
    const page = await context.newPage()
    const faults = watchFaults(page)
    await page.goto(watched.service.url)
    await page.evaluate(WATCH)
    const read = page.locator('h2', { hasText: 'The last 14 days' })
    await read.evaluate((element) => element.scrollIntoView())
    const top = () => read.evaluate((element) => element.getBoundingClientRect().top)
    const before = await top()

    watched.simulator.control(SYNC, 'SYNC_001')
    await eventually(async () => (await statusOf(watched.service, SYNC)) === 'major_outage')
    await page.locator('h1', { hasText: OUTAGE }).waitFor({ timeout: 2000 })
    expect(await page.locator('main').textContent()).toContain('Salesforce connection failed')
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
    const since = page.locator('article', { hasText: 'Salesforce connection failed' }).locator('time').first()
    expect(await since.textContent()).toMatch(/^\d\d:\d\d IST$/)
    expect(await since.getAttribute('title')).toMatch(/^\d\d:\d\d E[SD]T$/)

    await page
      .getByRole('slider')
      .nth(2)
      .hover({ position: { x: 318, y: 10 } })
    await page.locator('#figures', { hasText: 'Major outage' }).waitFor({ timeout: 5000 })

    watched.simulator.control(SYNC, 'ok')
    await eventually(async () => (await statusOf(watched.service, SYNC)) === 'operational')
    await page.locator('h1', { hasText: 'All systems operational' }).waitFor({ timeout: 2000 })
    const said = await page.evaluate<string[]>('window.said')
    expect(said.filter((text) => text.includes(OUTAGE))).toHaveLength(1)
    expect(faults).toEqual([])
    await context.close()
  })
})
