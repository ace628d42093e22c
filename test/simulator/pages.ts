import { findError } from './errors.ts'

const HOUR_MS = 60 * 60 * 1000

/** What a route answers with status 200 while its service is well enough to answer. */
export interface Content {
  type: 'application/json' | 'text/html; charset=utf-8'
  body: string
}

/** `GET /v1/health` */
export function health(mode: string): Content {
  return json({ status: mode === 'wrong' ? 'error' : 'ok' })
}

/** `GET /v1/auth/test` */
export function authTest(mode: string): Content {
  return json(mode === 'wrong' ? { active: false } : { active: true, scopes: ['opportunities:read', 'accounts:read'] })
}

/** `GET /v1/usage`. The quota resets at the full hour. */
export function usage(mode: string, now: number): Content {
  const [limit, used] = [1000, 412]
  const resetAt = iso(Math.floor(now / HOUR_MS + 1) * HOUR_MS)
  return json(mode === 'wrong' ? {} : { limit, used, remaining: limit - used, resetAt })
}

/** `GET /v1/integrations/salesforce`. A sync's own error is part of a right answer, its last sync two hours ago when stale. */
export function integration(mode: string, now: number): Content {
  const row = mode.startsWith('SYNC_') ? findError(mode) : undefined
  const lastError = row ? { code: row.code, message: row.message, solution: row.solution } : null
  const status = row ? 'Error' : mode === 'wrong' ? 'Inactive' : 'Active'
  return json({ status, lastSync: iso(now - (mode === 'stale' ? 2 * HOUR_MS : 12_000)), lastError })
}

/** `GET /dashboard` */
export function dashboard(mode: string): Content {
  const main = mode === 'wrong' ? '<h1>It works!</h1>' : '<main data-app="scopien-dashboard"><h1>Pipeline</h1></main>'
  const body = `<!doctype html>\n<html lang="en">\n<head><title>Scopien</title></head>\n<body>${main}</body>\n</html>\n`
  return { type: 'text/html; charset=utf-8', body }
}

/** What the assistant says to one message. */
export function assistantAnswer(mode: string, message: string): string {
  if (mode === 'wrong') return JSON.stringify({ text: "I don't understand" })
  return JSON.stringify({ answer: `Here is what I found for “${questionIn(message)}”` })
}

function questionIn(message: string): string {
  const found = /"question"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(message)
  return found?.[1] ?? message.slice(0, 200)
}

function json(value: unknown): Content {
  return { type: 'application/json', body: JSON.stringify(value) }
}

/** Whole seconds, as the guide writes instants: `2026-01-22T11:00:00Z`. */
function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
