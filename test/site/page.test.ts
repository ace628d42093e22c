import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { PAGES } from './pages.ts'
import { assetPaths, readAsset, renderPage } from './server.ts'
import { makeComponent, makeIncident, makeOccurrence, makeView, NOW } from './view.ts'

const htmlValidate = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  // The sentence is as long as what it names.
  rules: { 'long-title': 'off' },
})
const html = new Map<string, string>()
for (const [name, { view, path, about }] of PAGES) html.set(name, await renderPage(view, path, about))

const pageOf = (state: string, path = '/') => html.get(`${path} with ${state}`) ?? ''
/** What is read, with one space where there is any; a time stands in its line, and where the JSON is left out. */
const textOf = (page: string) =>
  page
    .replace(/<a [^>]*>JSON<\/a>/g, '')
    .replace(/<\/?time[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const INCIDENT = 'an incident of six updates'
const CHANGED = 'maintenance moved, extended and cancelled'

describe.each([...html])('%s', (_, page) => {
  test('is valid HTML', async () => {
    const { results } = await htmlValidate.validateString(page)
    expect(results.flatMap(({ messages }) => messages)).toEqual([])
  })

  test('has nothing inline that the policy forbids', () => {
    expect(page).not.toMatch(
      /<style|<script(?!(?: type="module")? src="\/_astro\/[\w.-]+"><\/script>)|\sstyle=|\son[a-z]+=|="data:|="javascript:/i,
    )
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
    [
      'one degraded',
      'What you can do Salesforce’s API limit is used up. Hourly limits reset every hour , daily ones at midnight . More in the guide',
    ],
    ['two down', 'Checks Health · Service unavailable 84 ms · 10:22:04 Authentication · It answers as it should'],
    [
      'all well',
      'Is it me? Ask for the status From where you are: curl https://status.scopien.com/api/status More in the guide',
    ],
    ['40 components', 'No check asks it by itself'],
    ['no data at all', 'No monitoring data has been received.'],
    ['no data at all', 'Maintenance None is planned.'],
    ['no data at all', '90 days ago no data today'],
    [INCIDENT, 'Open incidents API requests fail Monitoring · since 09:28 EST API Major outage Dashboard Degraded'],
    [INCIDENT, 'The update promised for 10:19 EST is late Monitoring 10:17 EST A fix is in place.'],
    [INCIDENT, '23 Nov API requests fail 09:28 EST · monitoring, not resolved yet · API and Dashboard'],
    [INCIDENT, '20 Nov Salesforce sync delayed 06:22 EST · resolved after 1 hr · Salesforce sync'],
    [INCIDENT, '10 – 19 Nov No incidents reported.'],
    ['all well', 'The last 14 days 10 – 23 Nov No incidents reported.'],
    [CHANGED, '10:00–13:00 EST Extended: was to end at 12:00 EST In progress New database We move to another one.'],
    [CHANGED, 'Sun 6 Dec 02:00–04:00 EST Moved from Sun 29 Nov, 02:00 EST Monthly maintenance'],
    [CHANGED, 'Cancelled New load balancer Would have affected API, Dashboard and Salesforce sync.'],
  ])('with %s: %s', (state, text) => expect(textOf(pageOf(state))).toContain(text))

  test('the bars in words', () => {
    const label = '90 days, 99.99 % uptime, worst: 3 Nov partial outage 42\u00a0min'.replaceAll(' % ', '\u00a0%\u00a0')
    expect(pageOf('all well')).toContain(`aria-label="${label}"`)
  })

  test('the sentence and the name in the title', () => {
    expect(pageOf('two down')).toContain('<title>API and Dashboard are down · Scopien status</title>')
  })

  test('the day of evidence that is not from today, and from how many places it is', async () => {
    const page = await renderPage(makeView({ evidenceAt: NOW - 86_400_000, locations: 3 }))
    expect(textOf(page)).toContain('Last checked 22 Nov, 10:22:05 EST from 3 locations')
    expect(page).toContain('<time datetime="2026-11-22T15:22:05.000Z" data-as="second">')
  })

  test('nothing green when there is no data', () => {
    expect(pageOf('no data at all')).not.toContain('class="operational"')
    expect(pageOf('no data at all')).not.toMatch(/(status|icon) operational/)
  })

  test.each([
    ['yet to come', 1, 'Next update by 10:22 EST'],
    ['due this very moment', 0, 'The update promised for 10:22 EST is late'],
    ['overdue', -60_000, 'The update promised for 10:21 EST is late'],
  ])('of a promised update that is %s', async (_, inMs, text) => {
    const page = await renderPage(makeView({ incidents: [makeIncident({ nextUpdateBy: NOW + inMs })] }))
    expect(textOf(page)).toContain(text)
  })

  test('which incidents the monitoring opened', async () => {
    const page = await renderPage(makeView({ incidents: [makeIncident({ automatic: true })] }))
    expect(textOf(page)).toContain('since 09:58 EST · opened by our monitoring')
    expect(textOf(pageOf(INCIDENT))).not.toContain('opened by our monitoring')
  })

  test('open incidents in their order, each with its updates, and nothing of what is over but in the last days', async () => {
    const incidents = ['Third', 'Second', 'Over'].map((title) =>
      makeIncident({ id: `inc_${title}`, title, resolvedAt: title === 'Over' ? NOW : null, updates: [] }),
    )
    const page = await renderPage(makeView({ incidents }))
    expect([...page.matchAll(/<h3><a[^>]*>([^<]*)/g)].map(([, title]) => title).slice(0, 3)).toEqual([
      ...['Third', 'Second', 'Monthly maintenance'],
    ])
  })

  test.each([
    [
      'the start first announced',
      '<s><time datetime="2026-11-29T07:00:00.000Z" data-as="moment">Sun 29 Nov, 02:00 EST</time></s>',
    ],
    [
      'the end first announced',
      '<s><time datetime="2026-11-23T17:00:00.000Z" data-as="minute" data-now="1795456800000">12:00 EST</time></s>',
    ],
    ['the title of what was cancelled', '<s>New load balancer</s>'],
    [
      'the time of what was cancelled',
      '<s><time datetime="2026-12-06T07:00:00.000Z" data-as="start">02:00</time>–<time datetime="2026-12-06T09:00:00.000Z" data-as="end">04:00 EST</time></s>',
    ],
  ])('%s struck through', (_, struck) =>
    expect(pageOf(CHANGED).replace(/>\s+|\s+</g, (at) => at.trim())).toContain(struck),
  )

  test('nothing to expect of what was cancelled', async () => {
    const page = await renderPage(makeView({ maintenance: [makeOccurrence({ state: 'cancelled' })] }))
    expect(textOf(page)).not.toContain('API requests may fail')
  })

  test('groups in their order, those without members not at all, components without a group last', () => {
    const headings = [...pageOf('40 components').matchAll(/<h2>([^<]*)/g)].map(([, heading]) => heading)
    expect(headings).toEqual([
      ...[
        'Maintenance',
        'Product',
        'Regions',
        'Other components',
        'Is it me?',
        'The last 14 days',
        'Support',
        'More',
        'Links',
        'Subscribe',
        'Data',
      ],
    ])
  })

  test('where the documents are', () => {
    for (const href of ['/api/status', '/api/maintenance', '/metrics', 'mailto:support@scopien.com']) {
      expect(pageOf('all well')).toContain(`href="${href}"`)
    }
  })

  test('opened what is wrong where something can be done about it, and closed what is well', () => {
    const opened = [...pageOf('two down').matchAll(/<details( open)?> *<summary class="pair row"> *<h3>([^<]*)/g)]
    expect(opened.map(([, open, name]) => [name, Boolean(open)])).toEqual([
      ['API', true],
      ['Dashboard', false],
      ['Salesforce sync', false],
      ['AI assistant', false],
    ])
  })

  test.each([
    ['all well', false],
    ['two down', true],
    ['no data at all', true],
  ])('with %s that help is open: %s', (state, isOpen) =>
    expect(/<details class="help" open>/.test(pageOf(state))).toBe(isOpen),
  )

  test('whose page it is, by the logo and the style that are configured', async () => {
    const { page } = makeView()
    const brand = { logo: { path: '/logo.svg', width: 120, height: 40 }, style: '/brand.css' }
    const branded = await renderPage(makeView({ page: { ...page, brand } }))
    expect(branded).toContain('<img src="/logo.svg" alt="" width="120" height="40">Scopien status')
    expect(branded).toContain('<link rel="stylesheet" href="/brand.css">')
    expect(pageOf('all well')).not.toMatch(/<img|brand\.css/)
  })

  test('nothing of help where none is configured', async () =>
    expect(await renderPage(makeView({ help: [] }))).not.toContain('Is it me?'))

  test('what it is given as text, never as markup', async () => {
    const page = await renderPage(
      makeView({ components: [makeComponent({ name: '<img src=x>', description: '"><b>' })] }),
    )
    expect(page).not.toMatch(/<img|"><b>/)
  })
})

describe('pages of their own say', () => {
  test.each([
    [INCIDENT, '/incidents/inc_1', 'Monitoring · since 09:28 EST'],
    [INCIDENT, '/incidents/inc_1', 'The update promised for 10:19 EST is late'],
    [INCIDENT, '/incidents/inc_1', 'Investigating 09:32 EST Requests to the API fail since 09:28.'],
    [
      INCIDENT,
      '/incidents/inc_2',
      'Resolved · from 20 Nov, 06:22 EST until 07:22 EST (1 hr) · opened by our monitoring',
    ],
    [INCIDENT, '/incidents/inc_2', 'Affected until then Salesforce sync Degraded'],
    [INCIDENT, '/incidents/inc_2', 'What we learned We saw it late .'],
    [CHANGED, '/maintenance/mnt_1', 'Scheduled · Sun 6 Dec, 08:00–10:00 CET (Europe/Berlin)'],
    [CHANGED, '/maintenance/mnt_1', 'Sun 6 Dec 02:00–04:00 EST Moved from Sun 29 Nov, 02:00 EST The dashboard may be'],
    [CHANGED, '/maintenance/mnt_1', 'Sat 21 Nov, 07:22 EST Moved to another time Fri 20 Nov, 07:22 EST Announced'],
    [CHANGED, '/maintenance/mnt_2', 'Cancelled When and what Sun 6 Dec 02:00–04:00 EST Would have affected'],
  ])('with %s, %s: %s', (state, path, text) => expect(textOf(pageOf(state, path))).toContain(text))

  test('the way back', () => {
    for (const path of ['/incidents/inc_1', '/incidents/inc_2'])
      expect(pageOf(INCIDENT, path)).toContain('href="/">Back')
    expect(pageOf(CHANGED, '/maintenance/mnt_1')).toContain('href="/">Back')
  })

  test('what became of maintenance that is over', async () => {
    const events = [
      { id: 'evt_1', kind: 'started', at: NOW - 3 * 3_600_000 },
      { id: 'evt_2', kind: 'ended', at: NOW - 3_600_000 },
    ] as const
    const occurrence = makeOccurrence({ state: 'completed', events })
    const text = textOf(await renderPage(makeView(), '/maintenance/mnt_1', { occurrence }))
    expect(text).toContain('Monthly maintenance Completed When and what')
    expect(text).toContain('Affected API, Dashboard and Salesforce sync.')
    expect(text).toContain('Mon 23 Nov, 09:22 EST Ended Mon 23 Nov, 07:22 EST Begun')
  })

  test('how each component was, and the way to it, with nothing to open', () => {
    const page = pageOf('all well', '/status')
    expect(textOf(page)).toContain('AI assistant Operational Answers questions in the app since 3 Nov, 10:42 EST')
    expect(page).toContain('<h3><a href="/components/ai_assistant">AI assistant</a></h3>')
    expect(page).not.toContain('<details')
  })

  test('nothing of what is yet to happen', () =>
    expect(textOf(pageOf(CHANGED, '/maintenance/mnt_1'))).not.toContain('an hour before'))

  test('what they are about in the title', () =>
    expect(pageOf(INCIDENT, '/incidents/inc_2')).toContain('<title>Salesforce sync delayed · Scopien status</title>'))

  test.each(['/incidents/inc_1', '/maintenance/mnt_1'])(
    'that there is no %s when they are handed nothing',
    async (path) => {
      await expect(renderPage(makeView(), path)).rejects.toThrow('404')
    },
  )
})

/** What a first view of a page weighs: the page, its style, its icon and its scripts, each compressed. */
async function weigh(page: string): Promise<number> {
  const assets = assetPaths(page)
  expect(assets).toHaveLength(4)
  const bodies = [Buffer.from(page), ...(await Promise.all(assets.map(readAsset)))]
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
}

test.each(['two down', INCIDENT, CHANGED])(
  '/ with %s, its style, its icon and its scripts are at most 14 KB compressed',
  async (state) => expect(await weigh(pageOf(state))).toBeLessThanOrEqual(14_000),
)

test('the script of a page is at most 5 KB compressed, and what runs before the first paint a fifth of one', async () => {
  const [first = 0, whole] = await Promise.all(
    assetPaths(pageOf('all well'))
      .filter((path) => path.endsWith('.js'))
      .map(async (path) => gzipSync(await readAsset(path)).length),
  )
  expect(first).toBeLessThanOrEqual(200)
  expect(whole).toBeLessThanOrEqual(5 * 1024)
})
