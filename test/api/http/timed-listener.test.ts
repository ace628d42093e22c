import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { OnRequest } from '../../../api/http/access-log.ts'
import { timed } from '../../../api/http/timed-listener.ts'
import { addressOf } from '../fetch.ts'

type Counted = [method: string, url: string, status: number, ms: number]

/** Serves a handler, by a clock that a test moves. */
async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const clock = { at: 1000 }
  const counted: Counted[] = []
  const onAnswer = (...one: Counted) => counted.push(one)
  const told: [url: string | undefined, status: number, ms: number][] = []
  const onRequest: OnRequest = ({ url }, status, ms) => told.push([url, status, ms])
  const origin = await addressOf(timed(handle, { onAnswer, onRequest, monotonic: () => clock.at }))
  return { origin, clock, counted, told }
}

describe('timed', () => {
  test('what is answered at once is counted before its answer arrives', async () => {
    const { origin, clock, counted, told } = await serve((_, response) => {
      clock.at += 3
      response.writeHead(304).end()
    })
    await fetch(`${origin}/api/status?x`)
    expect(counted).toEqual([['GET', '/api/status?x', 304, 3]])
    expect(told).toEqual([['/api/status?x', 304, 3]])
  })

  test('what takes a while is counted when it is over', async () => {
    const { origin, clock, counted } = await serve(async (_, response) => {
      await sleep(5)
      clock.at += 20
      response.writeHead(201).end('made')
    })
    await (await fetch(origin, { method: 'POST', body: 'x' })).text()
    await vi.waitFor(() => expect(counted).toEqual([['POST', '/', 201, 20]]))
  })

  test('a stream is counted when it is opened, and not again when it ends', async () => {
    const { origin, clock, counted } = await serve((_, response) => {
      clock.at += 1
      response.writeHead(200).write('retry: 3000\n\n')
      setTimeout(() => {
        clock.at += 60_000
        response.end()
      }, 20)
    })
    const answer = await fetch(`${origin}/api/events`)
    expect(counted).toEqual([['GET', '/api/events', 200, 1]])
    await answer.text()
    await sleep(20)
    expect(counted).toHaveLength(1)
  })

  test('who hangs up before the answer is counted as such', async () => {
    const { origin, counted } = await serve(() => undefined)
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
    await sleep(50)
    socket.destroy()
    await vi.waitFor(() => expect(counted).toEqual([['GET', '/slow', 499, 0]]))
  })
})
