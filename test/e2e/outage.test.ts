import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { eventually, type Watched, watchSimulator } from './service.ts'

let watched: Watched
let started: TestBrowser
beforeAll(async () => {
  watched = await watchSimulator()
  started = await launchBrowser()
})
afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await watched?.[Symbol.asyncDispose]()
})

describe('the page in a browser', () => {
  test('a break of the simulator is seen, and its repair', async () => {
    const page = await started.browser.newPage({ viewport: { width: 360, height: 800 } })
    const sentence = async () => {
      await page.goto(watched.service.url)
      return (await page.locator('h1').innerText()).trim()
    }
    await eventually(async () => (await sentence()) === 'All systems operational')
    watched.simulator.control('salesforce_sync', 'SYNC_001')
    await eventually(async () => (await sentence()) === 'Salesforce sync is down')
    expect(await page.locator('main').innerText()).toContain('Salesforce connection failed')
    watched.simulator.control('salesforce_sync', 'ok')
    await eventually(async () => (await sentence()) === 'All systems operational')
  })
})
