import type { IncomingMessage, ServerResponse } from 'node:http'
import { SECURITY_HEADERS, UNCACHED } from '../headers.ts'
import { Problem } from '../problem.ts'
import type { Document } from '../publish/document.ts'
import { targetOf } from '../request-target.ts'
import type { Around } from '../tracing/request-spans.ts'
import { answerPrepared } from './prepared-answer.ts'
import { type AnswerProblem, askerOf, createProblemAnswers, type ProblemAnswer } from './problem-answers.ts'
import { REQUEST_ID, requestIdOf } from './request-ids.ts'

export interface RepliesDeps {
  now: () => number
  /** Tells who asked what is wrong; as JSON unless said. */
  answerProblem?: AnswerProblem
  /** Whether each answer names its request, as where each has a line of the log; else those that are worked on. */
  nameAll?: boolean
  /** Does what makes a document for somebody; at once unless told. */
  around?: Around | undefined
  /** Told of a document that could not be made. */
  onFailure: (error: unknown, requestId: string) => void
}

/** How the listener answers by itself. */
export interface Replies {
  /** With a document that there is. */
  send(request: IncomingMessage, response: ServerResponse, document: Document): void
  /** With one that is being made. */
  sendMade(request: IncomingMessage, response: ServerResponse, made: Promise<Document>): void
  /** With what is wrong. */
  apologise(request: IncomingMessage, response: ServerResponse, error: unknown): void
}

export function createReplies({
  now,
  answerProblem = createProblemAnswers(),
  nameAll = false,
  around,
  onFailure,
}: RepliesDeps): Replies {
  const answer = (request: IncomingMessage, response: ServerResponse, document: Document, isNamed: boolean): void => {
    // A name of ours would cost a prepared document a twentieth of its time, and nothing else would tell of it.
    if (isNamed || request.headers['x-request-id'] !== undefined) response.setHeader(REQUEST_ID, requestIdOf(request))
    answerPrepared(request, response, document, now())
  }

  const apologise: Replies['apologise'] = (request, response, error) => {
    const requestId = requestIdOf(request)
    const problem = toProblem(error)
    if (problem.cause !== undefined) onFailure(problem.cause, requestId)
    const { accept, 'accept-language': languages } = request.headers
    const asker = askerOf(accept, languages, targetOf(request).search)
    answerProblem(problem, requestId, asker).then((told) => sendProblem(response, told, requestId))
  }

  const answerMade = async (request: IncomingMessage, response: ServerResponse, made: Promise<Document>) => {
    try {
      answer(request, response, await made, true)
    } catch (error) {
      apologise(request, response, error)
    }
  }

  return {
    send: (request, response, document) => answer(request, response, document, nameAll),
    sendMade: (request, response, made) => {
      const work = () => void answerMade(request, response, made)
      if (around) around(request, response, work)
      else work()
    },
    apologise,
  }
}

/** What is no problem of whoever asks is a failure of ours. */
function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('INTERNAL', 'The server failed to answer.', { cause: error })
}

function sendProblem(response: ServerResponse, { status, headers, body }: ProblemAnswer, requestId: string): void {
  const all = {
    ...SECURITY_HEADERS,
    ...headers,
    'Access-Control-Allow-Origin': '*',
    ...UNCACHED,
    [REQUEST_ID]: requestId,
  }
  response.writeHead(status, all).end(body)
}
