import { type Context, Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { SECURITY_HEADERS } from './headers.ts'
import type { Log } from './log.ts'
import { Problem, problemHeaders, toProblemDocument } from './problem.ts'

/**
 * An app without routes: what every answer carries, and how it is told that something failed.
 *
 * @param otherwise  what is wrong with a request that no route answers
 */
export function createFrame(log: Pick<Log, 'error'>, otherwise: (c: Context) => Problem): Hono {
  const app = new Hono()
  app.use(requestId())
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

function answerProblem(c: Context, problem: Problem): Response {
  const document = toProblemDocument(problem, c.get('requestId'))
  return c.body(JSON.stringify(document), document.status, problemHeaders(problem))
}
