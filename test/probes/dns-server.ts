import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { type Answer, type DecodedPacket, decode, encode, type Packet } from 'dns-packet'
import { onTestFinished } from 'vitest'
import { serve } from './servers.ts'

/** A question as it came: how to send packets back, and those from another port. */
export interface Asked {
  query: DecodedPacket
  reply: (packet: Uint8Array) => void
  replyFromElsewhere: (packet: Uint8Array) => void
}

export interface DnsTalk {
  overUdp?: (asked: Asked) => void
  /** Over TCP the bytes are the talk's own, their length in front included. */
  overTcp?: (query: DecodedPacket, socket: Socket) => void
}

/** A resolver on UDP and TCP of one port of 127.0.0.1, until the test ends; gives the port. */
export async function serveDns({
  overUdp = () => {},
  overTcp = (_, socket) => socket.destroy(),
}: DnsTalk): Promise<number> {
  const stream = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (bytes) => overTcp(decode(bytes.subarray(2)), socket))
  })
  const port = await serve(stream)
  const [here, elsewhere] = [createSocket('udp4'), createSocket('udp4')]
  let open = true
  here.on('message', (bytes, { port: from }) => {
    const reply = (packet: Uint8Array) => open && here.send(packet, from, '127.0.0.1')
    const replyFromElsewhere = (packet: Uint8Array) => open && elsewhere.send(packet, from, '127.0.0.1')
    overUdp({ query: decode(bytes), reply, replyFromElsewhere })
  })
  onTestFinished(() => {
    open = false
    here.close()
    elsewhere.close()
  })
  here.bind(port, '127.0.0.1')
  await once(here, 'listening')
  return port
}

/** An answer to a query, with what a test wants otherwise; `rcode` by number. */
export function answerTo(
  query: Pick<Packet, 'id' | 'questions'>,
  { rcode = 0, ...changes }: Partial<Packet> & { rcode?: number } = {},
): Buffer {
  const { id = 0, questions = [] } = query
  return encode({ type: 'response', id, questions, ...changes, flags: (changes.flags ?? 0) | rcode })
}

/** Answers each question over UDP with what is made of it. */
export function replying(make: (query: DecodedPacket) => Uint8Array): DnsTalk {
  return { overUdp: ({ query, reply }) => reply(make(query)) }
}

/** One address record for what was asked. */
export function addressFor({ questions }: DecodedPacket, data = '192.0.2.1'): Answer[] {
  return [{ type: 'A', name: questions?.[0]?.name ?? '.', ttl: 60, data }]
}

/** A message as TCP carries it. */
export function withLength(packet: Buffer, length = packet.length): Buffer {
  return Buffer.concat([Buffer.from([length >> 8, length & 0xff]), packet])
}
