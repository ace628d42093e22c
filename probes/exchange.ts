import type { Socket } from 'node:net'
import type { AnswerReader } from './answer-reader.ts'
import type { Trace } from './trace.ts'

/**
 * Sends a request over a connected socket, and listens until its answer is whole. Where it rejects, the socket is not
 * to be used again.
 *
 * @throws {Error} that `noAnswer` knows
 */
export function exchange(
  socket: Socket,
  request: Uint8Array | string,
  reader: AnswerReader,
  trace: Trace,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: unknown): void => {
      socket.off('data', hear).off('end', ended).off('error', end).off('close', ended)
      if (error === undefined) {
        trace.leave()
        resolve()
      } else reject(error)
    }
    const read = (step: () => boolean): void => {
      try {
        if (step()) end()
      } catch (error) {
        // What is thrown in a listener would end the process.
        end(error)
        socket.destroy()
      }
    }
    const hear = (chunk: Buffer): void => {
      if (trace.phase() === 'processing') trace.enter('transfer')
      read(() => {
        const whole = reader.take(chunk)
        // An interim answer is none: the wait goes on.
        if (reader.isWaiting()) trace.enter('processing')
        return whole
      })
    }
    const ended = (): void => read(() => reader.end())
    trace.enter('processing')
    socket.on('data', hear).on('end', ended).on('error', end).on('close', ended)
    socket.write(request, 'latin1')
  })
}
