import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { traceRequests } from '../../../api/tracing/request-spans.ts'
import { testTracer } from '../../tracing/tracer.ts'

const ROUTES = ['GET /api/components/:id', 'POST /api/heartbeats/:token']

/** The span of a request that was answered; without a status, whoever asked hung up before. */
function spanOf(method: string, url: string, statusCode?: number, share = 1) {
  const { tracer, told } = testTracer({ share })
  const response = Object.assign(new EventEmitter(), { headersSent: statusCode !== undefined, statusCode })
  const request = { method, url, httpVersion: '1.1' }
  traceRequests(tracer, ROUTES)(request as IncomingMessage, response as unknown as ServerResponse, () => undefined)
  response.emit('close')
  return told[0]
}

describe('the span of a request', () => {
  test.each<[string, string, string, object]>([
    [
      ...(['GET', '/api/components/api?key=x', 'GET /api/components/:id'] as const),
      { 'http.route': '/api/components/:id', 'url.path': '/api/components/api' },
    ],
    [
      ...(['POST', '/api/heartbeats/secret', 'POST /api/heartbeats/:token'] as const),
      { 'http.route': '/api/heartbeats/:token', 'url.path': '/api/heartbeats/:token' },
    ],
    ['GET', '/secret', 'GET', {}],
    ['PROPFIND', '/secret', 'HTTP', { 'http.request.method': '_OTHER', 'http.request.method_original': 'PROPFIND' }],
  ])('%s %s is called %s, and says nothing of what is nobody else’s', (method, url, name, said) => {
    const span = spanOf(method, url, 200)
    expect(span).toMatchObject({ name, failed: false })
    expect(span?.attributes).toEqual({
      ...{ 'http.request.method': method, 'url.scheme': 'http', 'network.protocol.version': '1.1' },
      ...{ 'http.response.status_code': 200, ...said },
    })
  })

  test.each<[number | undefined, boolean]>([
    [200, false],
    [404, false],
    [500, true],
    [503, true],
    [undefined, false],
  ])('with %s has failed, and is kept whatever the share: %s', (status, failed) =>
    expect(spanOf('GET', '/api/components/api', status, 0)?.failed ?? false).toBe(failed),
  )
})
