import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PublicView } from '#domain/public-view.ts'
import { type ClientAddress, clientBlock } from './client-address.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { Problem } from './problem.ts'
import { eventsBetween, statusEvent, type ViewEvent } from './publish/view-events.ts'

export interface EventStreams {
  /** Tells every follower what is other in a view than in the last one. */
  onView(view: PublicView): void
  /**
   * Lets a request follow, from where it left off when it says so.
   *
   * @throws {Problem} when there are too many already
   */
  open(request: IncomingMessage, response: ServerResponse): void
  /** How many follow now. */
  count(): number
  /** Ends them all. */
  close(): void
}

export interface EventStreamsDeps {
  clientAddress: ClientAddress
  /** How many may follow, from one address and in all. */
  most?: { fromAddress: number; all: number }
}

const MOST = { fromAddress: 50, all: 5000 }
/** Proxies close what is silent for longer. */
const HEARTBEAT_MS = 15_000
/** Enough for a reader who was away for a while; who was away for longer is told how things stand. */
const MOST_KEPT = 500
/** Who does not read is not written to without end. */
const MOST_WAITING_BYTES = 256 * 1024

interface Sent {
  id: number
  text: string
}

/** Server-sent events of what changes: each is written once, and the same bytes go to every follower. */
export function createEventStreams({ clientAddress, most = MOST }: EventStreamsDeps): EventStreams {
  const followers = new Map<ServerResponse, string>()
  const byAddress = new Map<string, number>()
  let kept: Sent[] = []
  let view: PublicView | undefined
  let lastId = 0
  let heartbeat: NodeJS.Timeout | undefined

  /** An id is the instant of the view in µs, so that it says whether a page tells of the event already. */
  const renumber = (at: number): number => {
    // Greater than any before, of an earlier process too.
    lastId = Math.max(lastId + 1, at * 1000)
    return lastId
  }

  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
    else response.write(text)
  }

  const leave = (response: ServerResponse): void => {
    const address = followers.get(response)
    if (address === undefined) return
    followers.delete(response)
    const left = (byAddress.get(address) ?? 1) - 1
    if (left > 0) byAddress.set(address, left)
    else byAddress.delete(address)
    if (followers.size === 0) clearInterval(heartbeat)
  }

  const admit = (request: IncomingMessage, response: ServerResponse): void => {
    const forwarded = request.headers['x-forwarded-for']
    const address = clientBlock(clientAddress(request.socket.remoteAddress, String(forwarded ?? '')))
    const here = byAddress.get(address) ?? 0
    if (followers.size >= most.all) throw new Problem('UNAVAILABLE', 'Too many follow already. Try again later.')
    if (here >= most.fromAddress)
      throw new Problem('RATE_001', 'Too many from this address follow already.', { headers: { 'Retry-After': '60' } })
    byAddress.set(address, here + 1)
    if (followers.size === 0) heartbeat = setInterval(() => broadcast(': still here\n\n'), HEARTBEAT_MS).unref()
    followers.set(response, address)
    response.once('close', () => leave(response))
  }

  const broadcast = (text: string): void => {
    for (const response of followers.keys()) write(response, text)
  }

  /** What a follower has missed; how things stand, for one who is new or was away for too long. */
  const missed = (seenId: number): string => {
    const isKept = kept.some(({ id }) => id === seenId)
    if (isKept) return kept.flatMap(({ id, text }) => (id > seenId ? [text] : [])).join('')
    return view ? textOf(lastId, statusEvent(view)) : ''
  }

  return {
    onView: (next) => {
      if (!view) renumber(next.at)
      const news = (view ? eventsBetween(view, next) : []).map((event) => sent(renumber(next.at), event))
      view = next
      if (news.length === 0) return
      kept = [...kept, ...news].slice(-MOST_KEPT)
      broadcast(news.map(({ text }) => text).join(''))
    },
    open: (request, response) => {
      const isFollowing = request.method !== 'HEAD'
      if (isFollowing) admit(request, response)
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': 'no-store',
        'Content-Type': 'text/event-stream; charset=utf-8',
        // nginx would hold events back.
        'X-Accel-Buffering': 'no',
      })
      if (!isFollowing) response.end()
      else write(response, `retry: 3000\n\n${missed(Number(request.headers['last-event-id']))}`)
    },
    count: () => followers.size,
    close: () => {
      clearInterval(heartbeat)
      for (const response of followers.keys()) response.end()
    },
  }
}

const sent = (id: number, event: ViewEvent): Sent => ({ id, text: textOf(id, event) })

function textOf(id: number, { kind, data }: ViewEvent): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${data}\n\n`
}
