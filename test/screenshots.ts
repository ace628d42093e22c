import { mkdirSync } from 'node:fs'
import { DEFAULT_SPEECH, type Language } from '#domain/language.ts'
import { launchBrowser } from './browser.ts'
import { PAGES } from './site/pages.ts'
import { renderPage, servePages } from './site/server.ts'
import { NOW, TIMEZONE } from './site/view.ts'

/** Photographs the pages for the README: `npm run screenshots`. */
interface Shot {
  /** Of a page, as `test/site/pages.ts` names it. */
  name: string
  file: string
  colorScheme?: 'light' | 'dark'
  width?: number
  language?: Language
}

const WIDE = 820
const NARROW = 360
const SHOTS: readonly Shot[] = [
  { name: '/ with all well', file: 'calm' },
  { name: '/ with an incident of six updates', file: 'burning', colorScheme: 'dark' },
  { name: '/ with two down', file: 'two-down-narrow', width: NARROW },
  { name: '/ with maintenance in progress', file: 'maintenance-narrow', colorScheme: 'dark', width: NARROW },
  { name: '/ with no data at all', file: 'no-data-narrow-german', width: NARROW, language: 'de' },
  { name: '/components/api with an incident of six updates', file: 'component' },
  { name: '/history?month=2026-11 with an incident of six updates', file: 'history', colorScheme: 'dark' },
]
const FOLDER = 'docs/images'

mkdirSync(FOLDER, { recursive: true })
await using started = await launchBrowser()
for (const { name, file, colorScheme = 'light', width = WIDE, language = 'en' } of SHOTS) {
  const looked = PAGES.get(name)
  if (!looked) throw new Error(`There is no page "${name}", only ${[...PAGES.keys()].join(', ')}`)
  const html = await renderPage(looked.view, looked.path, looked.about, { ...DEFAULT_SPEECH, language })
  await using served = await servePages(new Map([['/', html]]))
  const viewport = { width, height: 600 }
  const page = await started.browser.newPage({ colorScheme, viewport, timezoneId: TIMEZONE })
  // The page is as old as its data, or it would say that it is out of date.
  await page.clock.setFixedTime(NOW)
  await page.goto(served.origin)
  await page.screenshot({ path: `${FOLDER}/${file}.png`, fullPage: true })
  await page.close()
  console.log(`wrote ${FOLDER}/${file}.png`)
}
