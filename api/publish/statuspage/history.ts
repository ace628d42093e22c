import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Renderer } from '../edition.ts'
import { escapeText } from '../escape.ts'
import { element, xmlDocument } from '../feeds/xml.ts'
import { INCIDENT_WORDS } from '../incident-words.ts'
import { statuspageId } from './id.ts'

const MOST_ENTRIES = 25

/** Statuspage's own feeds: an entry an incident, all its updates within, newest first. */
export const HISTORY_RENDERERS: readonly Renderer[] = [
  { path: '/history.atom', type: 'application/atom+xml; charset=utf-8', render: toAtom },
  { path: '/history.rss', type: 'application/rss+xml; charset=utf-8', render: toRss },
]

const titleOf = ({ page }: PublicView): string => `${page.name} Status - Incident History`
const hostOf = ({ page }: PublicView): string => new URL(page.url).hostname
const entriesOf = ({ incidents }: PublicView): readonly PublicIncident[] => incidents.slice(0, MOST_ENTRIES)
const linkOf = ({ page }: PublicView, { id }: PublicIncident): string => `${page.url}/incidents/${id}`
const idOf = (view: PublicView, { id }: PublicIncident): string =>
  `tag:${hostOf(view)},2005:Incident/${statuspageId(id)}`

function toAtom(view: PublicView): string {
  const entries = entriesOf(view)
  return xmlDocument(
    element('feed', { 'xml:lang': 'en-US', xmlns: 'http://www.w3.org/2005/Atom' }, [
      element('id', {}, `tag:${hostOf(view)},2005:/history`),
      element('link', { rel: 'alternate', type: 'text/html', href: view.page.url }),
      element('link', { rel: 'self', type: 'application/atom+xml', href: `${view.page.url}/history.atom` }),
      element('title', {}, titleOf(view)),
      element('updated', {}, iso(newestOf(entries))),
      element('author', {}, [element('name', {}, view.page.name)]),
      ...entries.map((incident) =>
        element('entry', {}, [
          element('id', {}, idOf(view, incident)),
          element('published', {}, iso(incident.createdAt)),
          element('updated', {}, iso(incident.updatedAt)),
          element('link', { rel: 'alternate', type: 'text/html', href: linkOf(view, incident) }),
          element('title', {}, incident.title),
          element('content', { type: 'html' }, contentOf(incident)),
        ]),
      ),
    ]),
  )
}

function toRss(view: PublicView): string {
  const entries = entriesOf(view)
  const items = entries.map((incident) =>
    element('item', {}, [
      element('title', {}, incident.title),
      element('description', {}, contentOf(incident)),
      element('pubDate', {}, new Date(incident.createdAt).toUTCString()),
      element('link', {}, linkOf(view, incident)),
      element('guid', { isPermaLink: 'false' }, idOf(view, incident)),
    ]),
  )
  const channel = element('channel', {}, [
    element('title', {}, titleOf(view)),
    element('link', {}, view.page.url),
    element('description', {}, titleOf(view)),
    element('pubDate', {}, new Date(newestOf(entries)).toUTCString()),
    ...items,
  ])
  return xmlDocument(element('rss', { version: '2.0' }, [channel]))
}

/** Every update in one block, as readers of such feeds take it apart. */
function contentOf({ updates }: PublicIncident): string {
  return updates
    .map(({ at, status, html }) => {
      const [date = '', time = ''] = iso(at).split('T')
      const when = `<small>${escapeText(date)}, ${escapeText(time.slice(0, 5))} UTC</small>`
      return `<p>${when}<br><strong>${INCIDENT_WORDS[status]}</strong> - </p>${html}`
    })
    .join('')
}

/** When a feed last said something new, never now. */
function newestOf(entries: readonly PublicIncident[]): number {
  return Math.max(0, ...entries.map(({ updatedAt }) => updatedAt))
}

/** Without milliseconds, as Statuspage's feeds are. */
function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
