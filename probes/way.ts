import { Client } from 'undici'
import type { Answer, NoAnswer } from '#domain/judge-answer.ts'
import { MOST_BODY_BYTES } from './answer.ts'
import { createConnector, type Guard } from './connector.ts'
import { NoAnswerError, noAnswer } from './no-answer.ts'

/** What came back: an answer, or why there is none. Never an exception for what a target does. */
export type Reply = ({ ok: true } & Answer) | ({ ok: false } & NoAnswer)

/** A way to one target, open until the deadline. */
export interface Way {
  url: URL
  client: Client
  deadline: AbortSignal
}

const MOST_HEADER_BYTES = 64 * 1024

/**
 * Opens a way through the guard, uses it once, and leaves nothing of it behind.
 *
 * @param protocols  those that the URL may have, as `https:`
 * @throws {unknown} what is neither the target's doing nor the network's
 */
export async function useWay(
  { url: text, protocols, timeoutMs }: { url: string; protocols: readonly string[]; timeoutMs: number },
  guard: Guard,
  use: (way: Way) => Promise<Answer>,
): Promise<Reply> {
  const url = URL.parse(text)
  if (!url || !protocols.includes(url.protocol)) return refused(protocols)
  const deadline = startDeadline(timeoutMs)
  const client = createClient(url, guard, deadline.signal, timeoutMs)
  try {
    return { ok: true, ...(await use({ url, client, deadline: deadline.signal })) }
  } catch (error) {
    // What broke after the deadline broke because of it.
    return { ok: false, ...noAnswer(deadline.signal.aborted ? deadline.signal.reason : error) }
  } finally {
    deadline.end()
    // Not awaited: its sockets are gone already, and a deadline is a deadline.
    void client.destroy()
  }
}

function refused(protocols: readonly string[]): Reply {
  return { ok: false, reasonCode: 'forbidden_address', detail: `Expected a URL of ${protocols.join(' or ')}` }
}

/** A signal that aborts when the time is up, and destroys what hangs on it when it is ended before. */
function startDeadline(timeoutMs: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const expire = () => controller.abort(new NoAnswerError('timeout', `No answer within ${timeoutMs} ms`))
  const timer = setTimeout(expire, timeoutMs)
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer)
      controller.abort()
    },
  }
}

function createClient(url: URL, guard: Guard, deadline: AbortSignal, timeoutMs: number): Client {
  // undici knows http and https only; a WebSocket begins as one of them.
  const origin = `${url.protocol.replace('ws', 'http')}//${url.host}`
  return new Client(origin, {
    connect: createConnector(guard, deadline, timeoutMs),
    allowH2: false,
    maxHeaderSize: MOST_HEADER_BYTES,
    maxResponseSize: MOST_BODY_BYTES,
    webSocket: { maxPayloadSize: MOST_BODY_BYTES },
    // The deadline is over the whole, and finer than these.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}
