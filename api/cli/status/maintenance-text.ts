import type { Printer } from './command.ts'
import type { OccurrenceDocument } from './documents.ts'
import { alignedTable, plain } from './table.ts'

/** The next times of a window, as the API gives them. */
export interface PreviewDocument {
  occurrences: readonly {
    startsAt: string
    endsAt: string
    local: PreviewTimes
    zone: PreviewTimes | null
  }[]
}

interface PreviewTimes {
  timezone: string
  startsAt: string
  endsAt: string
}

/** Occurrences as a table. */
export function occurrenceTable(occurrences: readonly OccurrenceDocument[], print: Printer): string {
  const rows = occurrences.map((one) => [
    ...[one.id, print.status(wordOf(one), statusOf(one))],
    ...[print.time(one.startsAt), print.time(one.endsAt), plain(one.title)],
  ])
  return rows.length === 0 ? 'There are none.' : alignedTable(['ID', 'STATE', 'STARTS', 'ENDS', 'TITLE'], rows)
}

/** One occurrence with what is told of it. */
export function occurrenceText(occurrence: OccurrenceDocument, print: Printer): string {
  const { id, seriesId, title, startsAt, endsAt, movedFrom, extendedFrom, components, expect, url } = occurrence
  return [
    `${plain(title)}  ${print.status(wordOf(occurrence), statusOf(occurrence))}`,
    `${id}  ${url}`,
    ...(seriesId === null ? [] : [`of the series ${seriesId}`]),
    `${print.time(startsAt)} – ${print.time(endsAt)}`,
    ...(movedFrom === null ? [] : [`moved from ${print.time(movedFrom)}`]),
    ...(extendedFrom === null ? [] : [`extended: was to end at ${print.time(extendedFrom)}`]),
    `on ${components.join(', ')}`,
    ...expect.map((line) => `  ${plain(line)}`),
  ].join('\n')
}

/** The next times in UTC, in the window's own zone and in the one that was asked for. */
export function previewText({ occurrences }: PreviewDocument): string {
  const [first] = occurrences
  if (!first) return 'It never takes place.'
  const headings = ['UTC', first.local.timezone, ...(first.zone ? [first.zone.timezone] : [])]
  const rows = occurrences.map(({ startsAt, endsAt, local, zone }) => [
    span(startsAt, endsAt),
    span(local.startsAt, local.endsAt),
    ...(zone ? [span(zone.startsAt, zone.endsAt)] : []),
  ])
  return alignedTable(headings, rows)
}

/** `2026-12-06 02:00–04:00 -05:00`, by the wall clock that is in the texts. */
function span(startsAt: string, endsAt: string): string {
  const [date = '', start = ''] = startsAt.split('T')
  const [endDate = '', end = ''] = endsAt.split('T')
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(startsAt)?.[0] ?? ''
  return `${date} ${start.slice(0, 5)}–${endDate === date ? '' : `${endDate} `}${end.slice(0, 5)} ${offset}`
}

function wordOf({ state }: OccurrenceDocument): string {
  return state.replaceAll('_', ' ')
}

function statusOf({ state }: OccurrenceDocument): string | undefined {
  return state === 'in_progress' ? 'under_maintenance' : undefined
}
