import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Admit } from './admission.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { isOperators } from './operators/operators-paths.ts'
import { answerPrepared } from './prepared-answer.ts'
import { Problem } from './problem.ts'
import { type AnswerProblem, askerOf, createProblemAnswers, type ProblemAnswer } from './problem-answers.ts'
import type { Demand } from './publish/demand.ts'
import type { Document } from './publish/document.ts'
import { variantOf } from './publish/variant.ts'
import { REQUEST_ID, requestIdOf } from './request-ids.ts'
import { targetOf } from './request-target.ts'
import type { Around } from './tracing/request-spans.ts'

export interface ListenerDeps {
  /** The prepared document at a path. */
  find: (path: string) => Document | undefined
  /** Makes the documents that are not prepared. */
  demand: Demand
  /** Asked before a document is made for somebody. */
  admit: Admit
  now: () => number
  /** Answers what is no public document. */
  fallback: RequestListener
  /** Lets a request follow what changes. */
  follow: (request: IncomingMessage, response: ServerResponse) => void
  /** Tells who asked what is wrong; as JSON unless said. */
  answerProblem?: AnswerProblem
  /** Whether each answer names its request, as where each has a line of the log; else those that are worked on. */
  nameAll?: boolean
  /** Does what makes a document for somebody; at once unless told. */
  around?: Around | undefined
  /** Told of a document that could not be made. */
  onFailure: (error: unknown, requestId: string) => void
}

/** Where what changes is followed. */
export const EVENTS_PATH = '/api/events'

/** The listener in front of everything: public documents are picked up here, all else is handed on. */
export function createListener({
  find,
  demand,
  admit,
  now,
  fallback,
  follow,
  answerProblem = createProblemAnswers(),
  nameAll = false,
  around,
  onFailure,
}: ListenerDeps): RequestListener {
  const send = (request: IncomingMessage, response: ServerResponse, document: Document, isNamed = nameAll): void => {
    // A name of ours would cost a prepared document a twentieth of its time, and nothing else would tell of it.
    if (isNamed || request.headers['x-request-id'] !== undefined) response.setHeader(REQUEST_ID, requestIdOf(request))
    answerPrepared(request, response, document, now())
  }

  const apologise = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
    const requestId = requestIdOf(request)
    const problem =
      error instanceof Problem ? error : new Problem('INTERNAL', 'The server failed to answer.', { cause: error })
    if (problem.cause !== undefined) onFailure(problem.cause, requestId)
    const { accept, 'accept-language': languages } = request.headers
    const asker = askerOf(accept, languages, targetOf(request).search)
    answerProblem(problem, requestId, asker).then((answer) => sendProblem(response, answer, requestId))
  }

  const answerMade = async (request: IncomingMessage, response: ServerResponse, made: Promise<Document>) => {
    try {
      send(request, response, await made, true)
    } catch (error) {
      apologise(request, response, error)
    }
  }

  const make = (request: IncomingMessage, response: ServerResponse, made: Promise<Document>): void => {
    const answer = () => void answerMade(request, response, made)
    if (around) around(request, response, answer)
    else answer()
  }

  const admitFrom = ({ socket, headers }: IncomingMessage): void =>
    admit(socket.remoteAddress, headers['x-forwarded-for']?.toString())

  const attempt = (request: IncomingMessage, response: ServerResponse): void => {
    try {
      follow(request, response)
    } catch (error) {
      apologise(request, response, error)
    }
  }

  return (request, response) => {
    const { url = '', method, headers } = request
    const isPlain = method === 'GET' && url !== '/' && headers.authorization === undefined
    // Nearly all that is asked is this: a path as it is, and its bytes.
    const asked = isPlain ? find(url) : undefined
    if (asked) {
      send(request, response, asked)
      return
    }
    const { path, search: query } = targetOf(request)
    const { name, search } = variantOf(path, query, headers)
    const prepared = find(name)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead || isOperators(path, request.headers.authorization)) {
      fallback(request, response)
      return
    }
    if (path === EVENTS_PATH) {
      attempt(request, response)
      return
    }
    const made =
      prepared && search === ''
        ? undefined
        : demand.find(path, search, () => admitFrom(request), headers['accept-language'])
    if (made) make(request, response, made)
    else if (prepared) send(request, response, prepared)
    else fallback(request, response)
  }
}

function sendProblem(response: ServerResponse, { status, headers, body }: ProblemAnswer, requestId: string): void {
  const all = {
    ...SECURITY_HEADERS,
    ...headers,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
    [REQUEST_ID]: requestId,
  }
  response.writeHead(status, all).end(body)
}
