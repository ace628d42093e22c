import { openapiDocument } from '../../../api/openapi/document.ts'
import { createJudge, type Read, readOperations } from './contract.ts'
import { JOB_TOKEN, type TestServer } from './server.ts'

const document = openapiDocument('1.2.3')
/** What is described. */
export const OPERATIONS = readOperations(document)
/** What is wrong with a value by what is described at a place. */
export const judge = createJudge(document)
/** One of them. */
export const named = (id: string): Read => {
  const found = OPERATIONS.find((one) => one.id === id)
  if (!found) throw new Error(`There is no operation ${id}`)
  return found
}

export interface Sent {
  /** `null` is of who has none. */
  token?: string | null
  path?: string
  method?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: unknown
}

/** Asks a server for what is described, and judges what it answers. */
export function createAsker(server: () => TestServer) {
  /** What was answered, by operation and status: what no test has seen is told at the end. */
  const seen = new Set<string>()
  let asked = 0

  /** An address that nobody asked from yet: no test may use up what the next one is allowed. */
  const freshAddress = (): string => {
    asked += 1
    return `198.18.${asked >> 8}.${asked & 255}`
  }

  /** Sends an operation's own example, or what is other than it; what comes back must be as it is described. */
  const send = async (operation: Read, sent: Sent = {}) => {
    const { method, body, scopes } = operation
    const token = sent.token === undefined ? (scopes.length > 0 ? server().admin : null) : sent.token
    const url = new URL(sent.path ?? (await pathFor(operation)), server().origin)
    for (const [name, value] of Object.entries(sent.query ?? {})) url.searchParams.set(name, value)
    const told = sent.body === undefined ? body?.example : sent.body
    const answer = await fetch(url, {
      method: sent.method ?? method,
      headers: {
        'x-forwarded-for': freshAddress(),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(told !== undefined && { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(told !== undefined && { body: typeof told === 'string' ? told : JSON.stringify(told) }),
    })
    seen.add(`${operation.name} ${answer.status}`)
    return { answer, ...(await judged(operation, answer)) }
  }

  /** The path of an operation, with something fresh for it to be about. */
  const pathFor = async ({ id, path }: Read): Promise<string> => {
    if (path.includes('/incidents/{id}')) {
      const { json } = await send(named('openIncident'), {
        body: { ...named('openIncident').body?.example, draft: id === 'publishIncident' },
      })
      return path.replace('{id}', json.id).replace('{updateId}', json.updates[0].id)
    }
    if (path.includes('/maintenance/series/{id}')) return path.replace('{id}', (await plan({})).seriesId)
    if (path.includes('/maintenance/{id}')) {
      const { id: occurrence } = await plan({ rrule: null })
      if (id === 'endOccurrence') await send(named('startOccurrence'), { path: `/api/maintenance/${occurrence}/start` })
      return path.replace('{id}', occurrence)
    }
    return path.replace('{token}', JOB_TOKEN).replace('{id}', 'api')
  }

  /** Plans work that is other than that of the example. */
  const plan = async (changes: object) => {
    const operation = named('planMaintenance')
    return (await send(operation, { body: { ...operation.body?.example, ...changes } })).json
  }

  return { send, pathFor, plan, seen }
}

/** What is wrong with an answer by its operation, and what it says. */
async function judged({ answers }: Read, answer: Response) {
  const text = await readText(answer)
  const described = answers[answer.status]
  if (!described) return { text, json: null, faults: [`${answer.status} is not described: ${text.slice(0, 200)}`] }
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';')
  const pointer = described.contents[type]
  const isJson = /json$/.test(type)
  const json = isJson && text !== '' ? JSON.parse(text) : null
  if (answer.status === 304) return { text, json, faults: [] }
  if (!pointer) return { text, json, faults: [`${answer.status} is not described to be ${type}`] }
  const told = type === 'text/event-stream' ? parseEvents(text) : [isJson ? json : text]
  return { text, json, faults: told.flatMap((value) => judge(pointer, value)) }
}

/** All of a text, or enough of one that does not end. */
export async function readText(
  answer: Response,
  isEnough = (text: string) => text.includes('data: '),
): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text()
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (isEnough(text) && text.endsWith('\n\n')) break
  }
  return text
}

export function parseEvents(text: string): object[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
    return fields.data ? [{ id: fields.id, event: fields.event, data: JSON.parse(fields.data) }] : []
  })
}
