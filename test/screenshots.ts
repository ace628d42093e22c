import { mkdirSync } from 'node:fs'
import { launchBrowser } from './browser.ts'
import { renderPage, servePages } from './site/server.ts'
import { STATES } from './site/states.ts'

/** Photographs the page for the README: `npm run screenshots`. */
const SHOTS = [
  { state: 'an incident of six updates', file: 'docs/images/page.png', colorScheme: 'light', width: 820 },
] as const

mkdirSync('docs/images', { recursive: true })
await using started = await launchBrowser()
for (const { state, file, colorScheme, width } of SHOTS) {
  const view = STATES[state]
  if (!view) throw new Error(`There is no state "${state}", only ${Object.keys(STATES).join(', ')}`)
  await using served = await servePages(new Map([['/', await renderPage(view)]]))
  const page = await started.browser.newPage({ colorScheme, viewport: { width, height: 600 } })
  await page.goto(served.origin)
  await page.screenshot({ path: file, fullPage: true })
  console.log(`wrote ${file}`)
}
