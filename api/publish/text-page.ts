import type { PublicIncident } from '#domain/public-incident.ts'
import type { PublicOccurrence } from '#domain/public-occurrence.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { Status } from '#domain/status.ts'
import { formatUptime } from '#domain/uptime.ts'
import { inColor } from './terminal-color.ts'

/** Prints a status in colour, or as it is. */
type Paint = (text: string, status: Status) => string

const WORDS: Readonly<Record<Status, string>> = {
  operational: 'operational',
  under_maintenance: 'under maintenance',
  unknown: 'no data',
  degraded_performance: 'degraded',
  partial_outage: 'partial outage',
  major_outage: 'major outage',
}
const NARROWEST = 12

/** The page for a terminal: what is so, what was said of it, what is planned. */
export function toTextPage(view: PublicView, { color }: { color: boolean }): string {
  const paint: Paint = color ? inColor : (text) => text
  const open = view.incidents.filter(({ resolvedAt }) => resolvedAt === null)
  const parts = [
    `${paint(clean(view.sentence), view.status)}\n${checked(view)}`,
    table(view, paint),
    ...open.map((incident) => incidentText(incident)),
    ...view.maintenance.map((occurrence) => occurrenceText(occurrence)),
    `${view.page.url}/  ·  times in UTC`,
  ]
  return `${parts.join('\n\n')}\n`
}

function checked({ evidenceAt }: PublicView): string {
  return evidenceAt === null ? 'No monitoring data has been received.' : `Checked at ${instant(evidenceAt)}`
}

function table({ components }: PublicView, paint: Paint): string {
  const rows = components.map(({ name, status, uptime, reason }) => ({
    name: clean(name),
    status,
    percent: formatUptime(uptime.ms, 2),
    reason: reason === null ? '' : clean(reason.text),
  }))
  const nameWidth = Math.max(NARROWEST, ...rows.map(({ name }) => [...name].length))
  const statusWidth = Math.max(...rows.map(({ status }) => WORDS[status].length), 0)
  return rows
    .map(({ name, status, percent, reason }) => {
      const figure = percent === null ? '' : `${percent} %`
      const cells = [pad(name, nameWidth), paint(pad(WORDS[status], statusWidth), status), figure.padStart(8), reason]
      return cells.join('  ').trimEnd()
    })
    .join('\n')
}

function incidentText({ title, components, nextUpdateBy, updates }: PublicIncident): string {
  const affected = components.length === 0 ? '' : ` (${components.map(({ name }) => clean(name)).join(', ')})`
  const lines = updates.map(({ at, status, body }) => `  ${instant(at)}  ${status}: ${indent(clean(body))}`)
  const promise = nextUpdateBy === null ? [] : [`  The next update is promised by ${instant(nextUpdateBy)}`]
  return [`! ${clean(title)}${affected}`, ...promise, ...lines].join('\n')
}

function occurrenceText({ title, state, startsAt, endsAt, movedFrom, extendedFrom, expect }: PublicOccurrence): string {
  const when = `${instant(startsAt)} – ${instant(endsAt)}`
  return [
    `* ${clean(title)} (${state.replace('_', ' ')})`,
    `  ${when}`,
    ...(movedFrom === null ? [] : [`  Moved from ${instant(movedFrom)}`]),
    ...(extendedFrom === null ? [] : [`  Extended: it was to end at ${instant(extendedFrom)}`]),
    ...expect.map((line) => `  ${clean(line)}`),
  ].join('\n')
}

/** `2026-11-23 10:00:01Z` */
function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n    ')
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length))
}

/** Nothing that a terminal would obey. */
function clean(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, '')
}
