const EVENTS = '/api/events'
/** Nothing is there to be followed: a published folder has no events. */
const NEVER = [204, 404]
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
/** A server says every 15 s that it is still there. */
const SILENT_MS = 45_000

let waitMs = FIRST_WAIT_MS
let isOver = false
let following: AbortController | undefined

/**
 * Follows the events of the server while the page is visible: browsers open few connections to one server, and pages in
 * the background would take them all.
 *
 * @param changed  told when something changed, in ms since the epoch by the server's clock
 */
export function follow(changed: (at: number) => void): void {
  const begin = () => {
    if (!isOver && !following && !document.hidden) void listen(changed, begin)
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) following?.abort()
    else begin()
  })
  begin()
}

async function listen(changed: (at: number) => void, again: () => void): Promise<void> {
  const own = new AbortController()
  following = own
  try {
    const { status, ok, body } = await fetch(EVENTS, { signal: own.signal, cache: 'no-store' })
    isOver = NEVER.includes(status)
    if (ok && body) await read(body.getReader(), changed)
  } catch {
    // It is tried again, as after any other end.
  }
  following = undefined
  // Not all at once after a restart.
  setTimeout(again, waitMs * (0.5 + Math.random() / 2))
  waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)
}

/** Reads until the end, or until nothing is heard any more. */
async function read(reader: ReadableStreamDefaultReader<Uint8Array>, changed: (at: number) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const silence = setTimeout(() => void reader.cancel(), SILENT_MS)
    const { done, value } = await reader.read()
    clearTimeout(silence)
    if (done) return
    waitMs = FIRST_WAIT_MS
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    const ids = lines.filter((line) => line.startsWith('id: ')).map((line) => Number(line.slice(4)))
    // The id of an event is the instant of its page, in µs.
    if (ids.length > 0) changed(Math.floor(Math.max(...ids) / 1000))
  }
}
