import { text } from 'node:stream/consumers'
import type { SequenceStep } from '#domain/check.ts'
import { Secret } from '#domain/secret.ts'
import { stepOf } from './checks.ts'
import { serveHttp } from './servers.ts'

export const PASSWORD = 'correct horse battery'
export const TOKEN = 'tok_5f3a"9c/1'

interface Service {
  /** What was asked, in order: `POST /login {"…"} Bearer …`. */
  asked: string[]
  port: number
}

/** A service to log in to, ask and log out of; each path can answer otherwise. */
export async function serveSessions(
  otherwise: Record<string, { status?: number; body?: string; afterMs?: number }> = {},
): Promise<Service> {
  const asked: string[] = []
  const port = await serveHttp(async (request, response) => {
    const body = await text(request)
    asked.push([request.method, request.url, body, request.headers.authorization].filter(Boolean).join(' '))
    const path = request.url?.split(/[/?]/)[1] ?? ''
    const usual = path === 'login' ? JSON.stringify({ token: TOKEN, user: { id: 42 } }) : '{"status":"ok"}'
    const { status = 200, body: told = usual, afterMs = 0 } = otherwise[path] ?? {}
    setTimeout(
      () => response.writeHead(status, { location: '/jobs/7', 'content-type': 'application/json' }).end(told),
      afterMs,
    )
  })
  return { asked, port }
}

/** Logging in, asking and logging out, with what a test wants otherwise. */
export function steps(port: number, changes: Record<string, Partial<SequenceStep>> = {}): SequenceStep[] {
  const at = (path: string) => `http://127.0.0.1:${port}/${path}`
  const bearer = new Secret('{{token}}')
  const body = new Secret(JSON.stringify({ user: 'monitor', password: PASSWORD }))
  const take = { token: { json: '/token' }, id: { json: '/user/id' } }
  return [
    stepOf('log in', at('login'), { method: 'POST', body, take, ...changes['login'] }),
    stepOf('ask', at('users/{{id}}?t={{token}}'), { bearer, take: { job: { header: 'Location' } }, ...changes['ask'] }),
    stepOf('log out', at('logout'), {
      method: 'POST',
      bearer,
      body: new Secret('{"t":"{{token}}","j":"{{job}}"}'),
      ...changes['logout'],
    }),
  ]
}
