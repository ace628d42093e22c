import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Hands requests on, and cuts a connection of which more than some wait for an answer to one before them. Who sends a
 * thousand at once would have them all answered before anybody else has a turn; browsers and proxies send one.
 */
export function boundPipelining(listener: RequestListener, most: number): RequestListener {
  const waiting = new WeakMap<Socket, number>()

  const isCut = (socket: Socket, onAnswered: (answered: () => void) => void): boolean => {
    const count = (waiting.get(socket) ?? 0) + 1
    waiting.set(socket, count)
    if (count > most) hangUp(socket)
    else onAnswered(() => waiting.set(socket, (waiting.get(socket) ?? 1) - 1))
    return count > most
  }

  return (request, response) => {
    // Node gives an answer its connection when its turn comes: only one that has to wait has none.
    if (response.socket === null && isCut(request.socket, (answered) => response.once('close', answered))) return
    listener(request, response)
  }
}

/**
 * Cuts a connection and leaves unread what has come over it. Node would still make a request of each that has, connection
 * or not, which is most of what one costs; there is no public way to stop that, and without this one it is only slower.
 */
function hangUp(socket: Socket & { parser?: { onIncoming: () => number } | null }): void {
  if (socket.parser) socket.parser.onIncoming = () => 0
  socket.destroy()
}
