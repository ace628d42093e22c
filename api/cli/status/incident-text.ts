import type { Printer } from './command.ts'
import type { IncidentDocument } from './documents.ts'
import { alignedTable, plain } from './table.ts'

/** Incidents as a table. */
export function incidentTable(incidents: readonly IncidentDocument[], print: Printer): string {
  const rows = incidents.map((one) => [one.id, paintedState(one, print), print.time(one.startedAt), plain(one.title)])
  return rows.length === 0 ? 'There are none.' : alignedTable(['ID', 'STATUS', 'SINCE', 'TITLE'], rows)
}

function stateOf({ status, publishedAt, private: hidden }: IncidentDocument): string {
  return `${status}${hidden ? ' (private)' : publishedAt === null ? ' (draft)' : ''}`
}

function paintedState(incident: IncidentDocument, print: Printer): string {
  return print.status(stateOf(incident), incident.resolvedAt === null ? (incident.impact ?? undefined) : 'operational')
}

/** One incident with all that was said of it, newest first. */
export function incidentText(incident: IncidentDocument, print: Printer): string {
  const { id, title, components, startedAt, resolvedAt, nextUpdateBy, postmortem, url, updates } = incident
  return [
    `${plain(title)}  ${paintedState(incident, print)}`,
    `${id}  ${url}`,
    `since ${print.time(startedAt)}${resolvedAt === null ? '' : ` until ${print.time(resolvedAt)}`}`,
    ...components.map((one) => `  ${one.id}: ${print.status(one.impact.replaceAll('_', ' '), one.impact)}`),
    ...(nextUpdateBy === null ? [] : [`next update by ${print.time(nextUpdateBy)}`]),
    ...(postmortem === null ? [] : [`what was learned\n${indented(postmortem)}`]),
    ...updates.map((one) => `${print.time(one.at)}  ${one.status}  ${one.id}\n${indented(one.body)}`),
  ].join('\n')
}

function indented(text: string): string {
  return `  ${plain(text).replaceAll('\n', '\n  ')}`
}
