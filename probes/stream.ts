import { connectTo } from './connector.ts'
import type { Guard } from './guard.ts'
import { exchange, Heard } from './hearing.ts'
import type { Limits } from './limits.ts'
import type { BytesReply, Message } from './message.ts'
import { useWay } from './way.ts'

/** Connects over TCP, sends the payload and reads until the bytes are whole. */
export async function sendStream(message: Message, limits: Limits, guard: Guard): Promise<BytesReply> {
  const { payload, isWhole } = message
  const heard = new Heard()
  const reply = await useWay(limits, guard, async (way) => {
    const socket = await connectTo(message, way)
    const waits = !isWhole(heard.bytes())
    if (waits) await exchange(socket, payload, { heard, isWhole, trace: way.trace })
    else if (payload) socket.write(payload)
    return {}
  })
  return { ...reply, heard: heard.bytes() }
}
