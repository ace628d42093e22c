import { get, type IncomingMessage } from 'node:http'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { PublicView } from '#domain/public-view.ts'
import { createEventStreams, type EventStreamsDeps } from '../../../api/http/event-streams.ts'
import { Problem } from '../../../api/problem.ts'
import { addressOf } from '../fetch.ts'
import { storyView } from '../publish/story.ts'

const view = storyView()

/** A view in which the API's status is another. */
function changed(status: PublicView['status']): PublicView {
  return { ...view, components: view.components.map((one) => (one.id === 'api' ? { ...one, status } : one)) }
}

async function serving(most?: EventStreamsDeps['most']) {
  const streams = createEventStreams({ clientAddress: (remote) => remote ?? '', ...(most && { most }) })
  onTestFinished(() => streams.close())
  const url = await addressOf((request, response) => {
    try {
      streams.open(request, response)
    } catch (error) {
      response.writeHead(error instanceof Problem && error.code === 'RATE_001' ? 429 : 503).end()
    }
  })
  return { streams, url }
}

/** Follows; gives what has come so far, event by event. */
async function follow(url: string, headers: Record<string, string> = {}, localAddress?: string) {
  let text = ''
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false, ...(localAddress && { localAddress }) }, resolve).once('error', reject)
  })
  response.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  response.on('error', () => undefined)
  onTestFinished(() => void response.destroy())
  const events = () =>
    text
      .split('\n\n')
      .filter((one) => one.startsWith('id: '))
      .map((one) => {
        const [id = '', kind = '', data = ''] = one.split('\n').map((line) => line.slice(line.indexOf(' ') + 1))
        return { id: Number(id), kind, data: JSON.parse(data) }
      })
  return { response, events, text: () => text }
}

describe('/api/events', () => {
  test('tells who comes how things stand, and then what changes', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    const { response, events } = await follow(url)
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    })
    await vi.waitFor(() => expect(events()).toHaveLength(1))
    streams.onView(changed('operational'))
    await vi.waitFor(() => expect(events()).toHaveLength(2))
    const [first, second] = events()
    expect(first).toMatchObject({
      kind: 'status',
      data: { components: [{ id: 'api', status: 'major_outage' }, {}, {}] },
    })
    expect(second).toMatchObject({
      kind: 'status',
      data: { components: [{ id: 'api', status: 'operational' }, {}, {}] },
    })
    expect(second?.id).toBeGreaterThan(first?.id ?? 0)
  })

  test('tells an incident and a time of maintenance as their documents do', async () => {
    const { streams, url } = await serving()
    streams.onView({ ...view, incidents: [], occurrences: [] })
    const { events } = await follow(url)
    await vi.waitFor(() => expect(events()).toHaveLength(1))
    streams.onView(view)
    await vi.waitFor(() => expect(events().length).toBeGreaterThan(1))
    const kinds = events()
      .slice(1)
      .map(({ kind, data }) => `${kind} ${data.id}`)
    expect(kinds).toEqual([
      ...['incident inc_open', 'incident inc_over', 'maintenance mnt_past', 'maintenance mnt_moved'],
      ...['maintenance mnt_cancelled', 'maintenance mnt_far'],
    ])
  })

  test('says nothing when nothing changed', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    const { events } = await follow(url)
    streams.onView({ ...storyView(), at: view.at + 10_000, evidenceAt: view.at })
    streams.onView(changed('operational'))
    await vi.waitFor(() => expect(events()).toHaveLength(2))
  })

  test('says by the id of an event which pages tell of it: those that are not older, in ms', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    streams.onView({ ...view, at: view.at + 5000 })
    const before = await follow(url)
    await vi.waitFor(() => expect(before.events().map(({ id }) => id)).toEqual([view.at * 1000]))
    streams.onView({ ...changed('operational'), at: view.at + 9000, incidents: [] })
    streams.onView({ ...changed('partial_outage'), at: view.at + 9000, incidents: [] })
    const { events } = await follow(url)
    await vi.waitFor(() => expect(events().map(({ id }) => id)).toEqual([(view.at + 9000) * 1000 + 1]))
  })

  test('goes on where a reader left off', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    const before = await follow(url)
    streams.onView(changed('operational'))
    await vi.waitFor(() => expect(before.events()).toHaveLength(2))
    const [, seen] = before.events()
    before.response.destroy()
    streams.onView(changed('degraded_performance'))
    streams.onView(changed('partial_outage'))
    const { events } = await follow(url, { 'last-event-id': String(seen?.id) })
    await vi.waitFor(() => expect(events()).toHaveLength(2))
    expect(events().map(({ data }) => data.components[0].status)).toEqual(['degraded_performance', 'partial_outage'])
  })

  test('tells who was away for too long how things stand', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    const { events } = await follow(url, { 'last-event-id': '7' })
    await vi.waitFor(() => expect(events()).toMatchObject([{ kind: 'status' }]))
  })

  test('is bounded by address and in all, and who leaves makes room', async () => {
    const { streams, url } = await serving({ fromAddress: 2, all: 3 })
    const first = await follow(url)
    await follow(url)
    expect((await follow(url)).response.statusCode).toBe(429)
    await follow(url, {}, '127.0.0.2')
    expect((await follow(url, {}, '127.0.0.3')).response.statusCode).toBe(503)
    first.response.destroy()
    await vi.waitFor(() => expect(streams.count()).toBe(2))
    expect((await follow(url)).response.statusCode).toBe(200)
  })

  test('is told of to who asks for its headers only, and does not count him', async () => {
    const { streams, url } = await serving()
    const answer = await fetch(url, { method: 'HEAD' })
    expect([answer.status, answer.headers.get('content-type'), streams.count()]).toEqual([
      ...[200, 'text/event-stream; charset=utf-8', 0],
    ])
  })

  test('cuts off who does not read', async () => {
    const { streams, url } = await serving()
    streams.onView(view)
    const { response } = await follow(url)
    response.pause()
    const long = 'x'.repeat(200_000)
    await vi.waitFor(() => {
      for (let n = 0; n < 50; n++) {
        const components = view.components.map((one) => ({ ...one, reason: { code: 'x', text: long + Math.random() } }))
        streams.onView({ ...view, components })
      }
      expect(streams.count()).toBe(0)
    }, 5000)
  })
})
