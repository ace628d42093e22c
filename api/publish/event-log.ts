import type { PublicView } from '#domain/public-view.ts'
import { eventsBetween, statusEvent, type ViewEvent } from './view-events.ts'

/** What followers were told, numbered, so that one who was away hears what was missed. */
export interface EventLog {
  /** What is other in a view than in the last one, as it is sent; `''` when nothing is. */
  onView(view: PublicView): string
  /** What a follower has missed; how things stand, for one who is new or was away for too long. */
  missedSince(seenId: number): string
}

interface Sent {
  id: number
  text: string
}

/** Enough for a reader who was away for a while; who was away for longer is told how things stand. */
const MOST_KEPT = 500

export function createEventLog(): EventLog {
  let kept: Sent[] = []
  let view: PublicView | undefined
  let lastId = 0

  /** An id is the instant of the view in µs, so that it says whether a page tells of the event already. */
  const nextId = (at: number): number => {
    // Greater than any before, of an earlier process too.
    lastId = Math.max(lastId + 1, at * 1000)
    return lastId
  }

  const number = (event: ViewEvent, at: number): Sent => {
    const id = nextId(at)
    return { id, text: textOf(id, event) }
  }

  return {
    onView: (next) => {
      if (!view) nextId(next.at)
      const news = (view ? eventsBetween(view, next) : []).map((event) => number(event, next.at))
      view = next
      if (news.length > 0) kept = [...kept, ...news].slice(-MOST_KEPT)
      return textsOf(news)
    },
    missedSince: (seenId) => {
      if (kept.some(({ id }) => id === seenId)) return textsOf(kept.filter(({ id }) => id > seenId))
      return view ? textOf(lastId, statusEvent(view)) : ''
    },
  }
}

function textsOf(events: readonly Sent[]): string {
  return events.map(({ text }) => text).join('')
}

/** An event as the stream has it (WHATWG HTML, 9.2). */
function textOf(id: number, { kind, data }: ViewEvent): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${data}\n\n`
}
