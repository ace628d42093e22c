import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Context, Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { SECURITY_HEADERS } from './headers.ts'
import { type AnswerProblem, askerOf, createProblemAnswers } from './http/problem-answers.ts'
import { requestIdOf } from './http/request-ids.ts'
import type { Log } from './log.ts'
import { Problem } from './problem.ts'

/**
 * An app without routes: what every answer carries, and how it is told that something failed.
 *
 * @param otherwise  what is wrong with a request that no route answers
 * @param answer     tells it to who asked
 */
export function createFrame(
  log: Pick<Log, 'error'>,
  otherwise: (c: Context) => Problem,
  answer: AnswerProblem = createProblemAnswers(),
): Hono {
  const app = new Hono()
  const answerProblem = async (c: Context, problem: Problem): Promise<Response> => {
    const asker = askerOf(c.req.header('accept'), c.req.header('accept-language'), new URL(c.req.url).search)
    const { status, headers, body } = await answer(problem, c.get('requestId'), asker)
    return c.body(body, status, headers)
  }
  app.use(requestId({ generator: nameOf }))
  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value)
  })
  app.notFound((c) => answerProblem(c, otherwise(c)))
  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    log.error({ err: error, requestId: c.get('requestId') }, 'a request failed')
    return answerProblem(c, new Problem('INTERNAL', 'The server failed to answer.'))
  })
  return app
}

/** A request is called what whoever else tells of it calls it; one that came over no connection has nobody else. */
function nameOf({ env }: Context<{ Bindings: { incoming?: IncomingMessage | { headers?: undefined } } }>): string {
  const incoming = env?.incoming
  return incoming?.headers ? requestIdOf(incoming) : randomUUID()
}
