import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { messageOf } from '#domain/message-of.ts'

/** An answer, with the tag of what was read or changed. */
export interface ApiAnswer {
  document: unknown
  tag: string | undefined
}

/** The operators' API over HTTP. */
export interface ApiClient {
  get(path: string): Promise<ApiAnswer>
  /** Changes something once, even where the connection breaks and it is said again. */
  send(method: 'POST' | 'PATCH', path: string, body: object, ifMatch?: string): Promise<ApiAnswer>
}

/** What a problem document says, as far as it is told to people. */
export interface ProblemDocument {
  status: number
  code: string
  detail: string
  errors?: readonly { pointer?: string; parameter?: string; detail: string }[]
}

/** The server refused, with what it said; or nothing answered there. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused'
  readonly problem: ProblemDocument | null

  constructor(message: string, problem: ProblemDocument | null = null) {
    super(message)
    this.problem = problem
  }
}

const LONGEST_MS = 15_000
/** A change that met a broken connection, or a record that could not be written, is said again after these. */
const RETRIES_MS = [250, 1000]

/** Speaks to a server, as the holder of a token where there is one. */
export function createApiClient({ url, token }: { url: string; token: string | undefined }): ApiClient {
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ) => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const timeouts = { headersTimeout: LONGEST_MS, bodyTimeout: LONGEST_MS }
    const options = { method, headers: { ...authorization, ...headers }, ...timeouts }
    const answer = await request(url + path, body === undefined ? options : { ...options, body })
    const text = await answer.body.text()
    const { etag } = answer.headers
    return { status: answer.statusCode, document: parse(text), tag: typeof etag === 'string' ? etag : undefined }
  }

  const settle = ({ status, document, tag }: Awaited<ReturnType<typeof ask>>): ApiAnswer => {
    if (status < 400 && document !== undefined) return { document, tag }
    if (isProblem(document)) throw new ApiRefused(document.detail, document)
    throw new ApiRefused(`${url} answered ${status}, and not as a status page does.`)
  }

  const unreachable = (error: unknown): ApiRefused => {
    const why = messageOf(error)
    return new ApiRefused(`${url} cannot be reached: ${why || 'no answer'}. Set STATUS_URL to where the server is.`)
  }

  return {
    get: async (path) => settle(await ask('GET', path, {}).catch((error) => Promise.reject(unreachable(error)))),
    send: async (method, path, body, ifMatch) => {
      const headers = {
        'content-type': 'application/json',
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      }
      for (const waitMs of [...RETRIES_MS, null]) {
        const answer = await ask(method, path, headers, JSON.stringify(body)).catch((error: unknown) => {
          if (waitMs === null) throw unreachable(error)
          return null
        })
        if (answer && (answer.status !== 503 || waitMs === null)) return settle(answer)
        await sleep(waitMs ?? 0)
      }
      throw unreachable(undefined)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(document: unknown): document is ProblemDocument {
  return typeof document === 'object' && document !== null && 'code' in document && 'detail' in document
}
