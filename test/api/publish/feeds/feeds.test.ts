import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { feedEntries } from '../../../../api/publish/feeds/entries.ts'
import { FEED_RENDERERS } from '../../../../api/publish/feeds/feeds.ts'
import { HISTORY_RENDERERS } from '../../../../api/publish/statuspage/history.ts'
import { AWKWARD, storyView } from '../story.ts'

const view = storyView()
const feedAt = async (path: string) => String(await FEED_RENDERERS.find((one) => one.path === path)?.render(view))
const entries = feedEntries(view)

/** What XML has a place for of a text. */
const printable = (text: string) => text.replaceAll('\u001b', '')

describe('feedEntries', () => {
  test('has one for each update and each thing that became of a maintenance, newest first', () => {
    expect(entries.map(({ id }) => id.replace('tag:status.scopien.com,2026:', ''))).toEqual([
      'inc_open/upd_second',
      'inc_open/upd_open',
      'mnt_cancelled/evt_mnt_cancelled_1',
      'inc_over/upd_done',
      'inc_over/upd_watched',
      'inc_over/upd_over',
      'mnt_moved/evt_mnt_moved_1',
      'mnt_cancelled/evt_mnt_cancelled_0',
      'mnt_moved/evt_mnt_moved_0',
      'mnt_past/evt_mnt_past_3',
      'mnt_past/evt_mnt_past_2',
      'mnt_past/evt_mnt_past_1',
      'mnt_past/evt_mnt_past_0',
    ])
  })

  test('their ids are the same an hour later, and with other words', () => {
    const later = { ...view, at: view.at + 3_600_000, incidents: view.incidents.map((one) => ({ ...one, title: 'x' })) }
    expect(feedEntries(later).map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
  })
})

describe('the feeds, read by parsers of others', () => {
  test('Atom', async () => {
    const feed = parseAtomFeed(await feedAt('/feed.atom'))
    expect(feed.id).toBe('tag:status.scopien.com,2026:feed')
    expect(feed.updated).toBe(new Date(entries[0]?.at ?? 0).toISOString())
    expect(feed.entries?.map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
    expect(feed.entries?.[0]?.content?.value).toContain('<p>A disk.</p>')
  })

  test('RSS', async () => {
    const feed = parseRssFeed(await feedAt('/feed.rss'))
    expect(feed.items?.map(({ guid }) => guid)).toEqual(entries.map(({ id }) => ({ value: id, isPermaLink: false })))
    expect(feed.items?.[1]?.title).toBe(printable(`Investigating: API ${AWKWARD}`))
  })

  test('JSON', async () => {
    const feed = parseJsonFeed(await feedAt('/feed.json'))
    expect(feed.items?.map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
    expect(feed.items?.[1]?.content_html).toContain('We look <strong>into</strong> it.')
  })

  test.each(['/feed.atom', '/feed.rss'])('%s, by another one', async (path) => {
    const feed = await new Parser().parseString(await feedAt(path))
    expect(feed.items).toHaveLength(entries.length)
    expect(feed.items[1]?.title).toBe(printable(`Investigating: API ${AWKWARD}`))
    expect(feed.items[0]?.link).toBe('https://status.scopien.com/incidents/inc_open')
  })

  test('a page on which nothing was said has feeds all the same', async () => {
    const empty = { ...view, incidents: [], occurrences: [] }
    for (const { path, render } of FEED_RENDERERS.slice(0, 2))
      expect((await new Parser().parseString(String(await render(empty)))).items, path).toEqual([])
  })
})

describe('the feeds of Statuspage', () => {
  test.each(HISTORY_RENDERERS)('$path has an entry an incident, with every update of it', async ({ path, render }) => {
    const feed = await new Parser().parseString(String(await render(view)))
    expect(feed.title).toBe(`${printable(view.page.name)} Status - Incident History`)
    expect(feed.items.map(({ title }) => title)).toEqual(view.incidents.map(({ title }) => printable(title)))
    const [first] = feed.items
    expect(path.endsWith('rss') ? first?.guid : first?.['id']).toMatch(
      /^tag:status\.scopien\.com,2005:Incident\/[0-9a-z]{12}$/,
    )
    expect(first?.content).toMatch(/Identified<\/strong>.*Investigating<\/strong>/s)
  })
})
