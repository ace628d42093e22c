import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ping } from '../../probes/ping.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  const status = Number(request.url?.slice(1, 4))
  response.writeHead(status, status === 302 ? { location: '/200' } : {}).end('OK')
})
const stopwatch = () => () => 0
const LOOPBACK = { allow: ['127.0.0.1'], stopwatch }
let origin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

describe('ping', () => {
  test.each([
    ['/200', null],
    ['/204', null],
    ['/404', 'status 404'],
    ['/500', 'status 500'],
    ['/302', 'status 302'],
  ])('%s gives %j', async (path, answer) => {
    expect(await ping(origin + path, LOOPBACK)).toBe(answer)
    expect(asked.splice(0)).toEqual([`GET ${path}`])
  })

  test('an address that is not public is asked only where it is allowed', async () => {
    expect(await ping(`${origin}/200`, { allow: [], stopwatch })).toBe('forbidden_address')
    expect(asked).toEqual([])
  })

  test('who does not listen gives a reason, and not the address', async () =>
    expect(await ping('http://127.0.0.1:1/secret', LOOPBACK)).toBe('connection_refused'))
})
