import { createSocket } from 'node:dgram'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Message } from '../../probes/message.ts'
import { udp } from './hostile/listen.ts'
import { openEgress } from './requests.ts'

type Talk = Parameters<typeof udp>[0]

async function ask(talk: Talk, isWhole: Message['isWhole'] = () => true) {
  const server = await udp(talk)
  onTestFinished(() => server.close())
  const message = { host: '127.0.0.1', port: server.port, family: null, payload: Buffer.from('?'), isWhole }
  return openEgress().datagram(message, { timeoutMs: 200 })
}

describe('egress.datagram', () => {
  test('sends a packet and gives the one that comes back', async () => {
    const reply = await ask((packet, send) => send(Buffer.from(`${packet}!`)))
    expect(reply).toMatchObject({ ok: true, heard: Buffer.from('?!'), observed: { family: 4 } })
    expect(reply.observed.phases.processingMs).toBeGreaterThan(0)
  })

  test('passes over what is not the answer', async () => {
    const talk: Talk = (_packet, send) => {
      for (const text of ['no', 'nor this', 'yes']) send(Buffer.from(text))
    }
    expect(await ask(talk, (heard) => heard.length === 3)).toMatchObject({ ok: true, heard: Buffer.from('yes') })
  })

  test('ends at the deadline, with the last that was heard', async () => {
    const reply = await ask(
      (_packet, send) => send(Buffer.from('no')),
      () => false,
    )
    expect(reply).toMatchObject({ ok: false, reasonCode: 'timeout', heard: Buffer.from('no') })
  })

  test('gives up a target that floods', async () => {
    const flood: Talk = (_packet, send) => {
      for (let n = 0; n < 120; n++) send(Buffer.from('no'))
    }
    expect(await ask(flood, () => false)).toMatchObject({ ok: false, reasonCode: 'protocol_error' })
  })

  test('hears nobody but whom it asked', async () => {
    const stranger = createSocket('udp4')
    onTestFinished(() => void stranger.close())
    const socket = createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    onTestFinished(() => void socket.close())
    socket.on('message', (_packet, { port }) => stranger.send('forged', port, '127.0.0.1'))
    const message = { host: '127.0.0.1', port: socket.address().port, family: null, payload: Buffer.from('?') }
    const reply = await openEgress().datagram({ ...message, isWhole: () => true }, { timeoutMs: 150 })
    expect(reply).toMatchObject({ ok: false, reasonCode: 'timeout', heard: Buffer.alloc(0) })
  })

  test('tells of a closed port', async () => {
    const { port, close } = await udp(() => {})
    close()
    const message = { host: '127.0.0.1', port, family: null, payload: Buffer.from('?'), isWhole: () => true }
    const reply = await openEgress().datagram(message, { timeoutMs: 500 })
    expect(reply).toMatchObject({ ok: false, reasonCode: 'connection_refused' })
  })
})
