import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { assetPaths, readAsset, renderPage } from './server.ts'
import { STATES } from './states.ts'
import { makeComponent, makeView, NOW } from './view.ts'

const htmlValidate = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  // The sentence is as long as what it names.
  rules: { 'long-title': 'off' },
})
const html = new Map<string, string>()
for (const [name, view] of Object.entries(STATES)) html.set(name, await renderPage(view))

const pageOf = (state: string) => html.get(state) ?? ''
/** What is read, with one space where there is any. */
const textOf = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe.each([...html])('/ with %s', (_, page) => {
  test('is valid HTML', async () => {
    const { results } = await htmlValidate.validateString(page)
    expect(results.flatMap(({ messages }) => messages)).toEqual([])
  })

  test('has nothing inline that the policy forbids', () => {
    expect(page).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|="data:|="javascript:/i)
  })
})

describe('/ says', () => {
  test.each([
    ['all well', 'All systems operational'],
    ['all well', 'Checked at 10:22:04 EST from 1 location'],
    ['all well', 'Sun 6 Dec 02:00–04:00 EST Monthly maintenance The dashboard may be unavailable.'],
    ['all well', 'Affects API, Dashboard and Salesforce sync.'],
    ['all well', 'AI assistant Operational Answers questions in the app since 3 Nov, 10:42 EST · checked 10:22:04'],
    ['all well', '90 days ago 99.97 % uptime · 96.6 % observed today'],
    ['all well', 'All times in America/New_York'],
    ['one degraded', 'Salesforce sync Degraded'],
    ['one degraded', 'Salesforce’s API limit is used up'],
    ['two down', 'API and Dashboard are down'],
    ['two down', 'API Major outage Requests to api.scopien.com since 09:58 EST'],
    ['maintenance in progress', 'Mon 23 Nov 10:00–12:00 EST In progress New database'],
    ['maintenance in progress', 'Sun 3 Jan 2027'],
    ['no data at all', 'No monitoring data has been received.'],
    ['no data at all', 'Maintenance None is planned.'],
    ['no data at all', '90 days ago no data today'],
  ])('with %s: %s', (state, text) => expect(textOf(pageOf(state))).toContain(text))

  test('the bars in words', () => {
    const label = '90 days, 99.99 % uptime, worst: 3 Nov partial outage 42 min'.replaceAll(' % ', '\u00a0%\u00a0')
    expect(pageOf('all well')).toContain(`aria-label="${label}"`)
  })

  test('the sentence and the name in the title', () => {
    expect(pageOf('two down')).toContain('<title>API and Dashboard are down · Scopien status</title>')
  })

  test('the day of evidence that is not from today, and from how many places it is', async () => {
    const page = await renderPage(makeView({ evidenceAt: NOW - 86_400_000, locations: 3 }))
    expect(textOf(page)).toContain('Last checked 22 Nov, 10:22:05 EST from 3 locations')
    expect(page).toContain('<time datetime="2026-11-22T15:22:05.000Z">')
  })

  test('nothing green when there is no data', () => {
    expect(pageOf('no data at all')).not.toContain('class="operational"')
    expect(pageOf('no data at all')).not.toMatch(/(status|icon) operational/)
  })

  test('groups in their order, those without members not at all, components without a group last', () => {
    const headings = [...pageOf('40 components').matchAll(/<h2>([^<]*)/g)].map(([, heading]) => heading)
    expect(headings).toEqual([
      ...['Maintenance', 'Product', 'Regions', 'Other components', 'The last 14 days', 'Support', 'Links', 'Data'],
    ])
  })

  test('where the documents are', () => {
    for (const href of ['/api/status', '/api/maintenance', '/metrics', 'mailto:support@scopien.com']) {
      expect(pageOf('all well')).toContain(`href="${href}"`)
    }
  })

  test('what it is given as text, never as markup', async () => {
    const page = await renderPage(
      makeView({ components: [makeComponent({ name: '<img src=x>', description: '"><b>' })] }),
    )
    expect(page).not.toMatch(/<img|"><b>/)
  })
})

test('/ with four components, its style and its icon are at most 6 KB compressed', async () => {
  const page = pageOf('two down')
  const assets = assetPaths(page)
  const bodies = [Buffer.from(page), ...(await Promise.all(assets.map(readAsset)))]
  expect(assets).toHaveLength(2)
  expect(bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)).toBeLessThanOrEqual(6 * 1024)
})
