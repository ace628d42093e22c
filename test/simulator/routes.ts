import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerControl } from './control.ts'
import { type ErrorRow, errorOf } from './errors.ts'
import { errorOfMode, type Service } from './modes.ts'
import { authTest, type Content, dashboard, health, integration, usage } from './pages.ts'
import { errorAnswer, isAuthorised, type World } from './world.ts'

interface Route {
  service: Service
  /** Whether it asks for the key. */
  keyed: boolean
  content: (mode: string, now: number) => Content
}

const ROUTES = new Map<string, Route>([
  ['/v1/health', { service: 'api', keyed: true, content: health }],
  ['/v1/auth/test', { service: 'api', keyed: true, content: authTest }],
  ['/v1/usage', { service: 'api', keyed: true, content: usage }],
  ['/v1/integrations/salesforce', { service: 'salesforce_sync', keyed: true, content: integration }],
  ['/dashboard', { service: 'dashboard', keyed: false, content: dashboard }],
])

/** Answers HTTP: Scopien's routes by the mode of their service, and the control of the modes. */
export function createRoutes(world: World): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    const route = request.method === 'GET' ? ROUTES.get(path) : undefined
    if (/^\/control(\/|$)/.test(path)) answerControl(world.switchboard, request, response)
    else if (route) answerRoute(route, world, request, response)
    else sendError(response, errorOf('DATA_001'), world)
  }
}

function answerRoute(route: Route, world: World, request: IncomingMessage, response: ServerResponse): void {
  const mode = world.switchboard.modeOf(route.service)
  const row = refusal(route, mode, isAuthorised(request, world.apiKey))
  const answer = () => {
    if (row) sendError(response, row, world)
    else sendContent(response, route.content(mode, world.now()))
  }
  if (mode === 'silent') return
  if (mode === 'closed') request.socket.resetAndDestroy()
  else if (mode === 'slow') world.later(world.delays.slowMs, answer)
  else answer()
}

/** The error that a route answers with; `undefined` when it has content. A sync tells its own errors in its content. */
function refusal({ service, keyed }: Route, mode: string, authorised: boolean): ErrorRow | undefined {
  if (keyed && !authorised) return errorOf('AUTH_001')
  return service === 'salesforce_sync' && mode.startsWith('SYNC_') ? undefined : errorOfMode(mode)
}

function sendContent(response: ServerResponse, { type, body }: Content): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}

function sendError(response: ServerResponse, row: ErrorRow, world: World): void {
  const { status, headers, body } = errorAnswer(row, world.now())
  response.writeHead(status, headers).end(body)
}
