import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import { iso } from './iso.ts'

/** `/api/maintenance`: what is in progress, what begins within 30 days, and always the next one. */
export function toMaintenanceDocument(view: PublicView): string {
  return JSON.stringify({
    maintenance: view.maintenance.map((one) => toOccurrence(one, view.page.url)),
    nextCursor: null,
  })
}

function toOccurrence(occurrence: PublicOccurrence, pageUrl: string) {
  const { id, seriesId, title, description, state, startsAt, endsAt, timezone, components, expect, announcedAt } =
    occurrence
  return {
    id,
    seriesId,
    title,
    description,
    html: paragraphs(description),
    state,
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    timezone,
    movedFrom: null,
    components: components.map((component) => component.id),
    expect,
    announcedAt: iso(announcedAt),
    startedAt: state === 'in_progress' ? iso(startsAt) : null,
    endedAt: null,
    url: `${pageUrl}/#${id}`,
  }
}

/** A description as HTML: its paragraphs, with nothing of it taken for markup. */
function paragraphs(text: string): string {
  const escaped = text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
  return escaped
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.trim()}</p>`)
    .join('')
}
