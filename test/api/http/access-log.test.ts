import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type AccessLogChoice, createAccessLog } from '../../../api/http/access-log.ts'
import { createClientAddress } from '../../../api/http/client-address.ts'
import type { LogFields } from '../../../api/log-fields.ts'

const ROUTES = ['GET /api/status', 'GET /api/components/:id', 'POST /api/heartbeats/:token']

function lineOf(choice: AccessLogChoice, method: string, url: string, status = 200, headers = {}) {
  const lines: (string | LogFields)[] = []
  const log = { info: (fields: string | LogFields) => void lines.push(fields) }
  const clientAddress = createClientAddress(['10.0.0.1'])
  const onRequest = createAccessLog(choice, { log, routes: ROUTES, clientAddress })
  const socket = { remoteAddress: '10.0.0.1' }
  onRequest?.(
    { method, url, headers: { 'x-request-id': 'a', ...headers }, socket } as unknown as IncomingMessage,
    status,
    1.23456,
  )
  return lines[0]
}

describe('createAccessLog', () => {
  test('there is none when it is off', () => {
    expect(createAccessLog('off', { log: { info: () => undefined }, routes: [], clientAddress: () => '' })).toBe(
      undefined,
    )
  })

  test('a line has what is chosen of a request, and nothing else of it', () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'x', cookie: 'x', authorization: 'x' }
    expect(lineOf('all', 'GET', '/api/components/api?key=x', 200, headers)).toEqual({
      ...{ method: 'GET', route: '/api/components/:id', path: '/api/components/api', status: 200, ms: 1.235 },
      ...{ requestId: 'a', address: '203.0.113.7' },
    })
  })

  test.each<[AccessLogChoice, number, boolean]>([
    ['all', 304, true],
    ['errors', 304, false],
    ['errors', 404, true],
    ['errors', 499, true],
    ['errors', 500, true],
  ])('of %s a %i has a line: %j', (choice, status, isTold) => {
    expect(lineOf(choice, 'GET', '/api/status', status) !== undefined).toBe(isTold)
  })

  test.each<[string, string, string, string | undefined]>([
    ['POST', '/api/heartbeats/secret', '/api/heartbeats/:token', '/api/heartbeats/:token'],
    ['GET', '/api/heartbeat/secret', 'other', undefined],
    ['GET', 'http://x/api/status?secret', '/api/status', '/api/status'],
    ['GET', `/api/components/${'a'.repeat(300)}`, '/api/components/:id', `/api/components/${'a'.repeat(184)}`],
  ])('%s %s is told as %s, and its path as %s', (method, url, route, path) =>
    expect(lineOf('all', method, url)).toMatchObject({ route, path }),
  )
})
