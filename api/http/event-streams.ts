import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PublicView } from '#domain/public-view.ts'
import { SECURITY_HEADERS, UNCACHED } from '../headers.ts'
import { createEventLog } from '../publish/event-log.ts'
import { createFollowers, type Followers, type FollowersDeps } from './followers.ts'

export interface EventStreams extends Pick<Followers, 'close' | 'count'> {
  /** Tells every follower what is other in a view than in the last one. */
  onView(view: PublicView): void
  /**
   * Lets a request follow, from where it left off when it says so.
   *
   * @throws {Problem} when there are too many already
   */
  open(request: IncomingMessage, response: ServerResponse): void
}

export type EventStreamsDeps = Pick<FollowersDeps, 'clientAddress'> & Partial<Pick<FollowersDeps, 'most'>>

const MOST = { fromAddress: 50, all: 5000 }
const HEADERS = {
  ...SECURITY_HEADERS,
  'Access-Control-Allow-Origin': '*',
  ...UNCACHED,
  'Content-Type': 'text/event-stream; charset=utf-8',
  // nginx would hold events back.
  'X-Accel-Buffering': 'no',
}

/** Server-sent events of what changes: each is written once, and the same bytes go to every follower. */
export function createEventStreams({ clientAddress, most = MOST }: EventStreamsDeps): EventStreams {
  const followers = createFollowers({ clientAddress, most })
  const log = createEventLog()

  return {
    onView: (view) => {
      const news = log.onView(view)
      if (news !== '') followers.tellAll(news)
    },
    open: (request, response) => {
      const isFollowing = request.method !== 'HEAD'
      if (isFollowing) followers.admit(request, response)
      response.writeHead(200, HEADERS)
      if (!isFollowing) response.end()
      else followers.tell(response, `retry: 3000\n\n${log.missedSince(Number(request.headers['last-event-id']))}`)
    },
    count: followers.count,
    close: followers.close,
  }
}
