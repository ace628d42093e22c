import type { PublicView } from '#domain/public-view.ts'
import type { Renderer } from '../edition.ts'
import { type FeedEntry, feedEntries, tagUri } from './entries.ts'
import { element, xmlDocument } from './xml.ts'

/** What incidents and maintenance were told of, for feed readers. */
export const FEED_RENDERERS: readonly Renderer[] = [
  { path: '/feed.atom', type: 'application/atom+xml; charset=utf-8', render: toAtom },
  { path: '/feed.rss', type: 'application/rss+xml; charset=utf-8', render: toRss },
  { path: '/feed.json', type: 'application/feed+json; charset=utf-8', render: toJsonFeed },
]

const titleOf = ({ page }: PublicView): string => `${page.name} status`

/** Atom, RFC 4287. */
function toAtom(view: PublicView): string {
  const { url } = view.page
  const entries = feedEntries(view)
  return xmlDocument(
    element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' }, [
      element('id', {}, tagUri(view, 'feed')),
      element('title', {}, titleOf(view)),
      element('updated', {}, new Date(newestOf(entries)).toISOString()),
      element('author', {}, [element('name', {}, view.page.name)]),
      element('link', { rel: 'alternate', type: 'text/html', href: `${url}/` }),
      element('link', { rel: 'self', type: 'application/atom+xml', href: `${url}/feed.atom` }),
      ...entries.map(toAtomEntry),
    ]),
  )
}

function toAtomEntry({ id, title, url, at, html }: FeedEntry): string {
  const instant = new Date(at).toISOString()
  return element('entry', {}, [
    element('id', {}, id),
    element('title', {}, title),
    element('published', {}, instant),
    element('updated', {}, instant),
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    element('content', { type: 'html' }, html),
  ])
}

/** RSS 2.0, with what its best practices add: where the feed itself is. */
function toRss(view: PublicView): string {
  const { url, name } = view.page
  const entries = feedEntries(view)
  const channel = element('channel', {}, [
    element('title', {}, titleOf(view)),
    element('link', {}, `${url}/`),
    element('description', {}, `Incidents and maintenance of ${name}`),
    element('language', {}, 'en'),
    element('lastBuildDate', {}, new Date(newestOf(entries)).toUTCString()),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: `${url}/feed.rss` }),
    ...entries.map(toRssItem),
  ])
  return xmlDocument(element('rss', { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' }, [channel]))
}

function toRssItem({ id, title, url, at, html }: FeedEntry): string {
  return element('item', {}, [
    element('title', {}, title),
    element('link', {}, url),
    element('guid', { isPermaLink: 'false' }, id),
    element('pubDate', {}, new Date(at).toUTCString()),
    element('description', {}, html),
  ])
}

/** JSON Feed 1.1. */
function toJsonFeed(view: PublicView): string {
  const { url, name } = view.page
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(view),
    home_page_url: `${url}/`,
    feed_url: `${url}/feed.json`,
    language: 'en',
    authors: [{ name }],
    items: feedEntries(view).map(({ id, title, url: link, at, html }) => ({
      id,
      url: link,
      title,
      content_html: html,
      date_published: new Date(at).toISOString(),
    })),
  })
}

/** When a feed last said something new; the epoch while it never did. */
function newestOf(entries: readonly FeedEntry[]): number {
  return entries[0]?.at ?? 0
}
