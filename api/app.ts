import type { Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { createFrame } from './app-frame.ts'
import type { Admit } from './http/admission.ts'
import type { AnswerProblem } from './http/problem-answers.ts'
import type { Log } from './log.ts'
import type { OperatorEnv } from './operators/operator-env.ts'
import { Problem } from './problem.ts'
import { allowedMethods } from './routes/allowed-methods.ts'
import { type AuditDeps, auditRoutes } from './routes/audit.ts'
import { type ComponentDeps, componentRoutes } from './routes/components.ts'
import { type HealthDeps, healthRoutes } from './routes/health.ts'
import { type HeartbeatDeps, heartbeatRoutes } from './routes/heartbeats.ts'
import { type IncidentDeps, incidentRoutes } from './routes/incidents.ts'
import { maintenanceRoutes } from './routes/maintenance.ts'
import { seriesRoutes } from './routes/maintenance-series.ts'
import { type MetricsDeps, metricsRoutes } from './routes/metrics.ts'
import { pageRoutes } from './routes/page.ts'
import { subscriberRoutes } from './routes/subscribers.ts'

export type AppDeps = HealthDeps &
  HeartbeatDeps &
  MetricsDeps &
  IncidentDeps &
  ComponentDeps &
  AuditDeps & {
    log: Log
    /** Asked before what is open to everybody is worked on. */
    admit: Admit
    /** Whether something public is read at a path. */
    isDocument: (path: string) => boolean
    /** Tells who asked what is wrong; as JSON unless said. */
    answerProblem?: AnswerProblem
  }

/** Everything that is not a prepared document. */
export function createApp(deps: AppDeps): Hono {
  const app: Hono = createFrame(deps.log, (c) => nothingFor(c, app, deps), deps.answerProblem)
  for (const path of WORKED_ON) app.use(path, admitted(deps))
  app.route('/', healthRoutes(deps))
  app.route('/', heartbeatRoutes(deps))
  app.route('/', metricsRoutes(deps))
  app.route('/', incidentRoutes(deps))
  app.route('/', maintenanceRoutes(deps))
  app.route('/', seriesRoutes(deps))
  app.route('/', componentRoutes(deps))
  app.route('/', auditRoutes(deps))
  app.route('/', subscriberRoutes())
  app.route('/', pageRoutes())
  return app
}

/** What everybody may ask for and is reckoned for each who asks. */
const WORKED_ON = ['/metrics', '/readyz']

const admitted = ({ admit }: AppDeps) =>
  createMiddleware<OperatorEnv>(async (c, next) => {
    admit(c.env?.incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'))
    await next()
  })

/** What is asked for is not there, or not in this way. */
function nothingFor({ req }: Context, { routes }: Hono, { isDocument }: AppDeps): Problem {
  const { path, method } = req
  const methods = allowedMethods(routes, path, isDocument(path))
  if (methods.length === 0) return new Problem('DATA_001', `There is nothing at ${path}.`)
  const allowed = methods.join(', ')
  return new Problem('METHOD_NOT_ALLOWED', `${method} is not possible here, only ${allowed}.`, {
    headers: { Allow: allowed },
  })
}
