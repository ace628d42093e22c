import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { latencyRoutes } from '../../../api/routes/latency.ts'

const latency = async (id: string, window = '24h') => JSON.stringify({ component: id, window, buckets: [] })
const app = new Hono().route('/', latencyRoutes({ latency }))

describe('GET /api/components/:id/latency', () => {
  test('answers the document of the component and the window, for anyone', async () => {
    const answer = await app.request('/api/components/api/latency?window=7d')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toEqual({ component: 'api', window: '7d', buckets: [] })
  })

  test('answers 304 to who has it', async () => {
    const tag = (await app.request('/api/components/api/latency')).headers.get('etag') ?? ''
    expect(tag).toMatch(/^".+"$/)
    const again = await app.request('/api/components/api/latency', { headers: { 'If-None-Match': tag } })
    expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([304, '*'])
  })
})
