import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { buildGallery, serveGallery } from '../gallery/gallery.ts'
import { axeFinds } from './axe.ts'
import { ALL_LOOKS, pairwiseLooks } from './looks.ts'

let started: TestBrowser
let served: Awaited<ReturnType<typeof serveGallery>>

beforeAll(async () => {
  buildGallery()
  served = await serveGallery(0)
  started = await launchBrowser()
})

afterAll(async () => {
  await started?.[Symbol.asyncDispose]()
  await served?.[Symbol.asyncDispose]()
})

describe('the gallery', () => {
  test.each(readdirSync('site/components'))('shows %s', (file) => {
    const page = readFileSync('dist/gallery/en/index.html', 'utf8')
    const shown = [...page.matchAll(/data-of="(\w+)"/g)].map(([, name]) => `${name}.astro`)
    expect(shown).toContain(file)
  })

  test.each(inject('looks') === 'all' ? ALL_LOOKS : pairwiseLooks(0))(
    'axe finds nothing, nothing breaks the policy, and nothing is too wide at $width px, $colorScheme, in $language',
    async ({ width, colorScheme, language }) => {
      const context = await started.browser.newContext({ viewport: { width, height: 740 }, colorScheme })
      const page = await context.newPage()
      const reports: string[] = []
      page.on('console', (message) => reports.push(message.text()))
      await page.goto(`${served.origin}/${language}/`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(await axeFinds(page)).toEqual([])
      expect(reports).toEqual([])
      await context.close()
    },
  )
})
