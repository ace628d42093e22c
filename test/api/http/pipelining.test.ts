import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { boundPipelining } from '../../../api/http/pipelining.ts'
import { addressOf } from '../fetch.ts'

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
const LAST = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

/** Serves with at most three that wait; counts what is handed on. */
async function serving() {
  let handedOn = 0
  const url = await addressOf(
    boundPipelining((_, response) => {
      handedOn++
      response.end('read')
    }, 3),
  )
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return { socket, handedOn: () => handedOn }
}

describe('boundPipelining', () => {
  test('has requests that are sent together answered in turn', async () => {
    const { socket } = await serving()
    socket.write(GET.repeat(3) + LAST)
    expect((await text(socket)).match(/200 OK/g)).toHaveLength(4)
  })

  test('counts only those that wait now', async () => {
    const { socket, handedOn } = await serving()
    for (let n = 0; n < 3; n++) {
      socket.write(GET.repeat(3))
      await once(socket, 'data')
    }
    socket.write(LAST)
    await once(socket, 'close')
    expect(handedOn()).toBe(10)
  })

  test('cuts who sends a thousand together, and has no more of them answered', async () => {
    const { socket, handedOn } = await serving()
    socket.resume().write(GET.repeat(1000))
    await once(socket, 'close')
    expect(handedOn()).toBe(4)
  })
})
