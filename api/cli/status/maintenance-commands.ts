import type { Call, Change, Command, Option } from './command.ts'
import type { OccurrenceDocument } from './documents.ts'
import { find } from './find.ts'
import { occurrenceTable, occurrenceText, type PreviewDocument, previewText } from './maintenance-text.ts'
import { WrongUsage } from './refusals.ts'
import { plain } from './table.ts'
import { readDuration, readWallClock } from './times.ts'

const MINUTE_MS = 60_000
const STATES = ['scheduled', 'in_progress', 'completed', 'cancelled']

const WINDOW: Readonly<Record<string, Option>> = {
  title: { value: 'TEXT', help: 'in a few words', required: true },
  component: { value: 'ID', help: 'what is worked on', multiple: true, required: true },
  starts: { value: 'TIME', help: 'by the clock of the time zone: 2026-12-06T02:00', required: true },
  duration: { value: 'TIME', help: '30m or 2h', required: true },
  timezone: { value: 'ZONE', help: 'such as America/New_York; else that of the page' },
  rrule: { value: 'RULE', help: 'when it recurs, by RFC 5545: FREQ=MONTHLY;BYDAY=1SU' },
  expect: { value: 'TEXT', help: 'what visitors may notice', multiple: true },
  description: { value: 'TEXT', help: 'Markdown' },
  'notice-days': { value: 'DAYS', help: 'how long before it is announced; 7 unless said' },
  'short-notice': { help: 'that it begins sooner than that is meant' },
}

/** What operators do with planned work. */
export const MAINTENANCE_COMMANDS: readonly Command[] = [
  {
    name: 'maintenance schedule',
    summary: 'plans work, once or recurring',
    positionals: [],
    options: WINDOW,
    run: schedule,
  },
  {
    name: 'maintenance preview',
    summary: 'shows the next twelve times of such work, and plans nothing',
    positionals: [],
    options: { ...WINDOW, zone: { value: 'ZONE', help: 'another time zone to show them in' } },
    run: preview,
  },
  {
    name: 'maintenance start',
    summary: 'begins it now',
    positionals: ['ID'],
    options: {},
    run: (call) => turn(call, 'start', 'begins'),
  },
  {
    name: 'maintenance end',
    summary: 'ends it now',
    positionals: ['ID'],
    options: {},
    run: (call) => turn(call, 'end', 'ends'),
  },
  {
    name: 'maintenance extend',
    summary: 'lets it take longer',
    positionals: ['ID', 'TIME'],
    options: {},
    run: extend,
  },
  {
    name: 'maintenance move',
    summary: 'lets it take place at another time',
    positionals: ['ID'],
    options: {
      starts: { value: 'TIME', help: 'by the clock of its time zone: 2026-12-06T02:00', required: true },
      'short-notice': { help: 'that it begins within the notice is meant' },
    },
    run: move,
  },
  {
    name: 'maintenance cancel',
    summary: 'calls one off, or a whole series (ser_…)',
    positionals: ['ID'],
    options: {},
    run: cancel,
  },
  {
    name: 'maintenance list',
    summary: 'shows what is in progress and what is to come, or those of a state',
    positionals: [],
    options: { state: { value: 'STATE', help: STATES.join(', '), words: STATES } },
    run: list,
  },
  { name: 'maintenance show', summary: 'shows one', positionals: ['ID'], options: {}, run: show },
]

async function schedule(call: Call): Promise<Change> {
  const body = windowOf(call)
  return {
    kind: 'change',
    sentence: `This plans “${body.title}” on ${body.components.join(', ')}, ${body.startsAt.replace('T', ' ')} (${body.timezone ?? "by the page's clock"}), for ${body.durationMinutes} minutes${body.rrule === null ? '' : `, and again by ${body.rrule}`}.`,
    method: 'POST',
    path: '/api/maintenance',
    body,
    text: (document: OccurrenceDocument) => occurrenceText(document, call.print),
  }
}

async function preview(call: Call) {
  const zone = call.value('zone')
  const query = zone === undefined ? '' : `?zone=${encodeURIComponent(zone)}`
  const { document } = await call.api.send('POST', `/api/maintenance/preview${query}`, windowOf(call))
  return { kind: 'shown', document, text: previewText(document as PreviewDocument) } as const
}

async function turn(call: Call, verb: 'start' | 'end', word: string): Promise<Change> {
  const { occurrence, tag } = await occurrenceOf(call)
  const sentence = `“${plain(occurrence.title)}” ${word} now.`
  return changeOf(call, { sentence, method: 'POST', path: `/api/maintenance/${occurrence.id}/${verb}`, body: {}, tag })
}

async function extend(call: Call): Promise<Change> {
  const { occurrence, tag } = await occurrenceOf(call)
  const [, by = ''] = call.positionals
  const longerMs = readDuration('TIME', by)
  const planned = Date.parse(occurrence.endsAt) - Date.parse(occurrence.startsAt)
  const end = new Date(Date.parse(occurrence.endsAt) + longerMs).toISOString()
  const sentence = `“${plain(occurrence.title)}” takes longer by ${by}, until ${call.print.time(end)}; visitors see that it was extended.`
  const body = { durationMinutes: Math.round((planned + longerMs) / MINUTE_MS) }
  return changeOf(call, { sentence, method: 'PATCH', path: `/api/maintenance/${occurrence.id}`, body, tag })
}

async function move(call: Call): Promise<Change> {
  const { occurrence, tag } = await occurrenceOf(call)
  const startsAt = readWallClock('--starts', call.value('starts') ?? '')
  const sentence = `“${plain(occurrence.title)}” is moved from ${call.print.time(occurrence.startsAt)} to ${startsAt.replace('T', ' ')} (${occurrence.timezone}).`
  const body = { startsAt, shortNotice: call.has('short-notice') }
  return changeOf(call, { sentence, method: 'PATCH', path: `/api/maintenance/${occurrence.id}`, body, tag })
}

async function cancel(call: Call): Promise<Change> {
  const [id = ''] = call.positionals
  if (!id.startsWith('ser_')) {
    const { occurrence, tag } = await occurrenceOf(call)
    const sentence = `“${plain(occurrence.title)}” of ${call.print.time(occurrence.startsAt)} does not take place.`
    return changeOf(call, { sentence, method: 'POST', path: `/api/maintenance/${occurrence.id}/cancel`, body: {}, tag })
  }
  const path = `/api/maintenance/series/${encodeURIComponent(id)}`
  const { document, tag } = await call.api.get(path)
  const { title } = document as { title: string }
  const sentence = `No time of “${plain(title)}” that has not begun takes place.`
  const text = () => `The series ${id} is cancelled.`
  return { kind: 'change', sentence, method: 'POST', path: `${path}/cancel`, body: {}, ifMatch: tag, text }
}

async function list({ api, value, print }: Call) {
  const state = value('state')
  const { document } = await api.get(
    `/api/maintenance${state === undefined ? '' : `?limit=100&state=${encodeURIComponent(state)}`}`,
  )
  const { maintenance } = document as { maintenance: OccurrenceDocument[] }
  return { kind: 'shown', document, text: occurrenceTable(maintenance, print) } as const
}

async function show(call: Call) {
  const { occurrence } = await occurrenceOf(call)
  return { kind: 'shown', document: occurrence, text: occurrenceText(occurrence, call.print) } as const
}

async function occurrenceOf({ api, positionals }: Call) {
  const { document, tag } = await find(api, 'mnt', positionals[0] ?? '')
  return { occurrence: document as OccurrenceDocument, tag }
}

function changeOf(
  { print }: Call,
  { tag, ...asked }: Pick<Change, 'sentence' | 'method' | 'path' | 'body'> & { tag: string | undefined },
): Change {
  return {
    kind: 'change',
    ...asked,
    ifMatch: tag,
    text: (document: OccurrenceDocument) => occurrenceText(document, print),
  }
}

/** The window that the options describe. @throws {WrongUsage} */
function windowOf({ value, values, has }: Call) {
  const [timezone, days] = [value('timezone'), value('notice-days')]
  if (days !== undefined && !/^\d{1,3}$/.test(days))
    throw new WrongUsage(`--notice-days: expected a number of days, got "${days}".`)
  return {
    title: value('title') ?? '',
    description: value('description') ?? '',
    components: values('component'),
    startsAt: readWallClock('--starts', value('starts') ?? ''),
    durationMinutes: Math.round(readDuration('--duration', value('duration') ?? '') / MINUTE_MS),
    ...(timezone !== undefined && { timezone }),
    rrule: value('rrule') ?? null,
    expect: values('expect'),
    shortNotice: has('short-notice'),
    ...(days !== undefined && { noticeDays: Number(days) }),
  }
}
