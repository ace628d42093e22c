import { expect } from 'vitest'
import { type Answer, type Asked, INCIDENT, OCCURRENCE, run, serverOf } from './shell.ts'

/** Answers as the API does: one incident, one window. */
export const api = ({ method, path }: Asked): Answer => {
  if (path.startsWith('/api/maintenance/') || (method === 'POST' && path === '/api/maintenance'))
    return { document: OCCURRENCE, etag: '"mnt-3"' }
  if (path.startsWith('/api/maintenance')) return { document: { maintenance: [OCCURRENCE] } }
  if (method === 'GET' && /^\/api\/incidents(\?|$)/.test(path)) return { document: { incidents: [INCIDENT] } }
  return { document: INCIDENT, etag: '"inc-2"' }
}
export const OPEN = ['incident', 'open', '--title', 'API is down', '--impact', 'api=major_outage', '-m', 'We look.']

/** The one change that a command asked for. */
export async function changeOf(args: readonly string[], more: Parameters<typeof run>[2] = {}) {
  const { url, asked } = await serverOf(api)
  const ended = await run(url, [...args, '--yes'], more)
  const changes = asked.filter(({ method }) => method !== 'GET')
  expect(ended.code, ended.said).toBe(0)
  expect(changes).toHaveLength(1)
  return { ...changes[0], said: ended.said, out: ended.out }
}
