import type { IncomingMessage } from 'node:http'
import { type ErrorRow, errorDocument } from './errors.ts'
import type { Switchboard } from './modes.ts'

/** How long answers take. */
export interface Delays {
  /** An HTTP answer in mode `slow`. */
  slowMs: number
  /** The assistant's answer. */
  assistantMs: number
  /** The assistant's answer in mode `slow`. */
  assistantSlowMs: number
}

/** What all parts of the simulator share. */
export interface World {
  switchboard: Switchboard
  apiKey: string
  now: () => number
  delays: Delays
  /** Runs something later, unless the simulator is closed by then. */
  later(afterMs: number, run: () => void): void
}

export interface Timers {
  later: World['later']
  /** Stops all that wait, and those to come. */
  clear(): void
}

export function createTimers(): Timers {
  const waiting = new Set<NodeJS.Timeout>()
  let cleared = false
  return {
    later(afterMs, run) {
      if (cleared) return
      const timer = setTimeout(() => {
        waiting.delete(timer)
        run()
      }, afterMs)
      waiting.add(timer)
    },
    clear() {
      cleared = true
      for (const timer of waiting) clearTimeout(timer)
    },
  }
}

/** Whether a request carries the key. */
export function isAuthorised(request: IncomingMessage, apiKey: string): boolean {
  return request.headers.authorization === `Bearer ${apiKey}`
}

/** An answer with a status of 400 or more: its headers and its body. */
export interface ErrorAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

const RETRY_AFTER_SECONDS = 30

/** A row of the guide's tables as an answer; who is rate limited is told until when. */
export function errorAnswer(row: ErrorRow, now: number): ErrorAnswer {
  const limited = row.status === 429
  const resetAt = `${new Date(now + RETRY_AFTER_SECONDS * 1000).toISOString().slice(0, 19)}Z`
  const headers = { 'content-type': 'application/json', ...(limited && { 'retry-after': `${RETRY_AFTER_SECONDS}` }) }
  return { status: row.status, headers, body: JSON.stringify({ ...errorDocument(row), ...(limited && { resetAt }) }) }
}
