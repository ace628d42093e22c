import { createSocket, type Socket } from 'node:dgram'
import { isIP } from 'node:net'
import { resolveTarget } from './connector.ts'
import type { Guard, OpenDatagrams } from './guard.ts'
import type { Limits } from './limits.ts'
import type { BytesReply, Message } from './message.ts'
import { connectionFailure, NoAnswerError } from './no-answer.ts'
import { useWay, type Way } from './way.ts'

/** How many packets that are not the answer are passed over. */
const MOST_PACKETS = 100

export const openDatagrams: OpenDatagrams = ({ host, port, family }) => {
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  socket.connect(port, host)
  return socket
}

/** Sends one UDP packet, and waits for the packet that is whole. */
export async function sendDatagram(message: Message, limits: Limits, guard: Guard): Promise<BytesReply> {
  let heard: Uint8Array = Buffer.alloc(0)
  const listen = (packet: Uint8Array) => {
    heard = packet
    return message.isWhole(packet)
  }
  const reply = await useWay(limits, guard, async (way) => {
    const [host = ''] = await resolveTarget(message.host, message.family, way)
    const family = isIP(host) === 6 ? 6 : 4
    const socket = guard.datagrams({ host, port: message.port, family })
    hold(socket, way)
    way.trace.note({ family })
    await hear(socket, message.payload, listen, way)
    return {}
  })
  return { ...reply, heard }
}

/** A UDP socket cannot be closed twice. */
function hold(socket: Socket, { deadline }: Way): void {
  let open = true
  socket.once('close', () => {
    open = false
  })
  deadline.hold({ destroy: () => open && socket.close() })
}

function hear(
  socket: Socket,
  payload: Uint8Array | null,
  isWhole: (packet: Uint8Array) => boolean,
  { trace }: Way,
): Promise<void> {
  let packets = 0
  return new Promise((resolve, reject) => {
    socket.on('message', (packet) => {
      try {
        if (isWhole(packet)) resolve(trace.leave())
        else if (++packets >= MOST_PACKETS) reject(flooded())
      } catch (error) {
        reject(error)
      }
    })
    socket.on('error', (error) => reject(connectionFailure(error)))
    socket.once('connect', () => {
      trace.enter('processing')
      if (payload) socket.send(payload)
    })
  })
}

function flooded(): NoAnswerError {
  return new NoAnswerError('protocol_error', `${MOST_PACKETS} packets, and none of them the answer`)
}
