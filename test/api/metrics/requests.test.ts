import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Audience, createWriter } from '../../../api/metrics/exposition.ts'
import { requestMetrics } from '../../../api/metrics/requests.ts'

const ROUTES = [
  'GET /',
  'GET /api/status',
  'GET /badge/:id.svg',
  'GET /api/components/:id',
  'GET /api/components/:id/uptime',
  'POST /api/maintenance/preview',
  'PATCH /api/maintenance/:id',
  'GET /api/maintenance/:id',
  'POST /api/heartbeats/:token',
]

function counting() {
  const metrics = requestMetrics()
  metrics.configure(ROUTES)
  const read = (audience: Audience = 'all') => String(createWriter()([metrics.family], 'prometheus', audience))
  /** Every series, without what it counted. */
  const series = (audience?: Audience) => read(audience).match(/^\w+\{.*\}/gm) ?? []
  /** The labels of what was counted. */
  const counted = (audience?: Audience) => [...read(audience).matchAll(/_count\{(.*)\} /g)].map(([, labels]) => labels)
  return { ...metrics, read, series, counted }
}

describe('requestMetrics', () => {
  test.each<[string, string, string, string]>([
    ['GET', '/', 'GET', '/'],
    ['GET', '/api/status', 'GET', '/api/status'],
    ['HEAD', '/api/status', 'HEAD', '/api/status'],
    ['GET', '/api/status?at=2026-11-23T10:00:00Z', 'GET', '/api/status'],
    ['GET', 'http://status.scopien.com/api/status?x', 'GET', '/api/status'],
    ['GET', '/badge/api.svg', 'GET', '/badge/:id.svg'],
    ['GET', '/api/components/nobody', 'GET', '/api/components/:id'],
    ['GET', '/api/components/api/uptime', 'GET', '/api/components/:id/uptime'],
    ['GET', '/api/maintenance/preview', 'GET', '/api/maintenance/:id'],
    ['POST', '/api/maintenance/preview', 'POST', '/api/maintenance/preview'],
    ['POST', '/api/heartbeats/0123456789abcdef', 'POST', '/api/heartbeats/:token'],
    ['GET', '/wp-login.php', 'GET', 'other'],
    ['GET', '/API/STATUS', 'GET', 'other'],
    ['GET', '/api/components/', 'GET', 'other'],
    ['GET', '/badge/apixsvg', 'GET', 'other'],
    ['GET', '//', 'GET', 'other'],
    ['GET', '*', 'GET', 'other'],
    ['GET', '', 'GET', 'other'],
    ['GET', '/__proto__', 'GET', 'other'],
    ['GET', '/api/components/:id', 'GET', '/api/components/:id'],
    ['DELETE', '/api/status', 'DELETE', 'other'],
    ['PROPFIND', '/api/status', 'OTHER', 'other'],
    ['get', '/api/status', 'OTHER', 'other'],
    ['__proto__', '/api/status', 'OTHER', 'other'],
  ])('%s %s is counted as %s of %s', (method, url, ofMethod, route) => {
    const { onAnswer, counted } = counting()
    onAnswer(method, url, 200, 1)
    expect(counted()).toEqual([`method="${ofMethod}",route="${route}",status="200"`])
  })

  test('durations are counted in seconds, each status by itself', () => {
    const { onAnswer, read } = counting()
    for (const ms of [0.5, 1, 30]) onAnswer('GET', '/api/status', 200, ms)
    onAnswer('GET', '/api/status', 304, 0.125)
    const labels = 'method="GET",route="/api/status"'
    for (const line of [
      `_bucket{${labels},status="200",le="0.001"} 2`,
      `_bucket{${labels},status="200",le="0.05"} 3`,
      `_sum{${labels},status="200"} 0.0315`,
      `_count{${labels},status="200"} 3`,
      `_sum{${labels},status="304"} 0.000125`,
    ])
      expect(read()).toContain(`http_server_request_duration_seconds${line}\n`)
  })

  test('whoever asks can add no series, whatever is sent', () => {
    const { onAnswer, series } = counting()
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.webPath().map((path) => `/${path}`),
      fc.string().map((text) => `/api/components/${text}`),
      fc.string().map((text) => `/x"} 1\n${text}`),
    )
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'OTHER']
    const known = [...ROUTES.map((route) => route.split(' ')[1] ?? ''), 'other']
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...methods), fc.string()), hostile, (method, url) =>
        onAnswer(method, url, 404, 1),
      ),
      { numRuns: 5000 },
    )
    const places = new Set(series().map((one) => one.replace(/^\w+\{|,status=.*/g, '')))
    for (const place of places) {
      const [, method = '', route = ''] = /^method="(.*)",route="(.*)"$/.exec(place) ?? []
      expect(methods).toContain(method)
      expect(known).toContain(route)
    }
    const before = series()
    for (let n = 0; n < 1000; n++) {
      onAnswer('GET', `/${n}`, 404, 1)
      onAnswer('GET', `/api/components/${n}?${n}`, 404, 1)
      onAnswer(`M${n}`, `/${n}`, 404, 1)
    }
    expect(series()).toEqual(before)
  })

  test('what operators and jobs do is not told to the public, what anybody tries is', () => {
    const { onAnswer, counted } = counting()
    onAnswer('POST', '/api/maintenance/preview', 200, 1)
    onAnswer('POST', '/api/heartbeats/0123456789abcdef', 200, 1)
    onAnswer('POST', '/xmlrpc.php', 404, 1)
    expect(counted('public')).toEqual(['method="POST",route="other",status="404"'])
    expect(counted('all')).toHaveLength(3)
  })
})
