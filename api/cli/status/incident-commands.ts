import type { Call, Change, Command, Option } from './command.ts'
import type { IncidentDocument } from './documents.ts'
import { find } from './find.ts'
import { impact, impactsOf, inWords } from './impact-option.ts'
import { incidentTable, incidentText } from './incident-text.ts'
import { WrongUsage } from './refusals.ts'
import { plain } from './table.ts'
import { readInstant } from './times.ts'

const STATUSES = ['investigating', 'identified', 'monitoring', 'resolved']

const message: Option = { value: 'TEXT', short: 'm', help: 'Markdown; else standard input, or your editor' }
const status: Option = { value: 'STATUS', help: STATUSES.join(', '), words: STATUSES }
const nextUpdate: Option = { value: 'TIME', help: 'when the next update is promised: 30m, or an instant' }

/** What operators do with incidents. */
export const INCIDENT_COMMANDS: readonly Command[] = [
  {
    name: 'incident open',
    summary: 'tells visitors of a disturbance',
    positionals: [],
    options: {
      title: { value: 'TEXT', help: 'in a few words', required: true },
      impact,
      status,
      message,
      started: { value: 'TIME', help: 'when it began: 20m for 20 minutes ago, or an instant' },
      ended: { value: 'TIME', help: 'when it was over, of one that is told after the end: 5m, or an instant' },
      'next-update': nextUpdate,
      draft: { help: 'for operators only, until it is published' },
      private: { help: 'for operators only, for good' },
    },
    run: open,
  },
  {
    name: 'incident update',
    summary: 'adds a message, a status, changed impacts',
    positionals: ['ID'],
    options: { status, impact, message, 'next-update': nextUpdate },
    run: (call) => update(call, call.value('status') ?? null),
  },
  {
    name: 'incident resolve',
    summary: 'says that it is over',
    positionals: ['ID'],
    options: { message, at: { value: 'TIME', help: 'when it was over: 10m for ten minutes ago, or an instant' } },
    run: (call) => update(call, 'resolved'),
  },
  { name: 'incident publish', summary: 'tells visitors of a draft', positionals: ['ID'], options: {}, run: publish },
  {
    name: 'incident correct',
    summary: 'puts a message right',
    positionals: ['ID', 'UPDATE_ID'],
    options: { message },
    run: correct,
  },
  {
    name: 'incident postmortem',
    summary: 'tells what was learned, once it is over',
    positionals: ['ID'],
    options: { message },
    run: postmortem,
  },
  {
    name: 'incident list',
    summary: 'shows incidents, newest first',
    positionals: [],
    options: {
      status: { value: 'STATUS', help: 'unresolved, resolved or draft', words: ['unresolved', 'resolved', 'draft'] },
    },
    run: list,
  },
  { name: 'incident show', summary: 'shows one with its updates', positionals: ['ID'], options: {}, run: show },
]

async function open(call: Call): Promise<Change> {
  const { value, has, now } = call
  const title = value('title') ?? ''
  const components = impactsOf(call)
  const started = value('started')
  const startedAt = started === undefined ? null : readInstant('--started', started, { now, sign: -1 })
  const ended = value('ended')
  const hidden = has('draft') || has('private')
  return {
    kind: 'change',
    sentence: `This opens an incident that ${hidden ? 'only operators see' : 'visitors see at once'}: “${title}”${inWords(components)}${ended === undefined ? '' : ', resolved'}.`,
    method: 'POST',
    path: '/api/incidents',
    body: {
      title,
      components,
      startedAt,
      ...(value('status') !== undefined && { status: value('status') }),
      ...(ended !== undefined && {
        status: 'resolved',
        resolvedAt: readInstant('--ended', ended, { now, sign: -1 }),
      }),
      message: await call.messages.read(value('message'), `What visitors read of “${title}”`),
      nextUpdateBy: nextUpdateOf(call),
      draft: has('draft'),
      private: has('private'),
    },
    text: (document: IncidentDocument) => incidentText(document, call.print),
  }
}

async function update(call: Call, status: string | null): Promise<Change> {
  const { value, now } = call
  const { incident, tag } = await incidentOf(call)
  const components = impactsOf(call)
  const at = value('at')
  const turn = status === null || status === incident.status ? '' : `, now ${status}`
  return {
    kind: 'change',
    sentence: `This adds a message to “${plain(incident.title)}”${turn}${inWords(components)}.`,
    method: 'POST',
    path: `/api/incidents/${incident.id}/updates`,
    ifMatch: tag,
    body: {
      status,
      components: Object.keys(components).length === 0 ? null : components,
      message: await call.messages.read(value('message'), `What is new of “${plain(incident.title)}”`),
      nextUpdateBy: nextUpdateOf(call),
      resolvedAt: at === undefined ? null : readInstant('--at', at, { now, sign: -1 }),
    },
    text: (document: IncidentDocument) => incidentText(document, call.print),
  }
}

async function publish(call: Call): Promise<Change> {
  const { incident, tag } = await incidentOf(call)
  const sentence = `This tells visitors of “${plain(incident.title)}”.`
  return changeOf(call, { sentence, path: `/api/incidents/${incident.id}/publish`, body: {}, tag, method: 'POST' })
}

async function correct(call: Call): Promise<Change> {
  const { incident, tag } = await incidentOf(call)
  const [, updateId = ''] = call.positionals
  const before = incident.updates.find(({ id }) => id.startsWith(updateId))
  if (!before) throw new WrongUsage(`The incident has no update that begins with "${updateId}".`)
  const said = await call.messages.read(call.value('message'), `Instead of: ${plain(before.body)}`)
  const sentence = `This puts a message of “${plain(incident.title)}” right; what it said stays in the audit log.`
  const path = `/api/incidents/${incident.id}/updates/${before.id}`
  return changeOf(call, { sentence, path, body: { message: said }, tag, method: 'PATCH' })
}

async function postmortem(call: Call): Promise<Change> {
  const { incident, tag } = await incidentOf(call)
  const text = await call.messages.read(call.value('message'), `What was learned from “${plain(incident.title)}”`)
  const sentence = `This tells visitors what was learned from “${plain(incident.title)}”.`
  return changeOf(call, {
    sentence,
    path: `/api/incidents/${incident.id}`,
    body: { postmortem: text },
    tag,
    method: 'PATCH',
  })
}

async function list({ api, value, print }: Call) {
  const status = value('status')
  const { document } = await api.get(
    `/api/incidents?limit=100${status === undefined ? '' : `&status=${encodeURIComponent(status)}`}`,
  )
  const { incidents } = document as { incidents: IncidentDocument[] }
  const text = incidentTable(incidents, print)
  return { kind: 'shown', document, text } as const
}

async function show(call: Call) {
  const { incident } = await incidentOf(call)
  return { kind: 'shown', document: incident, text: incidentText(incident, call.print) } as const
}

async function incidentOf({
  api,
  positionals,
}: Call): Promise<{ incident: IncidentDocument; tag: string | undefined }> {
  const { document, tag } = await find(api, 'inc', positionals[0] ?? '')
  return { incident: document as IncidentDocument, tag }
}

interface Asked extends Pick<Change, 'sentence' | 'path' | 'body' | 'method'> {
  tag: string | undefined
}

function changeOf({ print }: Call, { tag, ...asked }: Asked): Change {
  return { kind: 'change', ...asked, ifMatch: tag, text: (document: IncidentDocument) => incidentText(document, print) }
}

function nextUpdateOf({ value, now }: Call): string | null {
  const text = value('next-update')
  return text === undefined ? null : readInstant('--next-update', text, { now, sign: 1 })
}
