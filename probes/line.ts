import type { Trace } from './trace.ts'

/** One request as it goes over a connection. */
export interface Sent {
  url: URL
  method: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>
  body: string | null
}

/** An answer as it came. */
export interface RawAnswer {
  status: number
  /** Names and values by turns, repeated fields apart. */
  rawHeaders: readonly string[]
  body: Buffer
}

/** A connection that speaks HTTP. */
export interface Line {
  version: '1.1' | '2'
  /**
   * Asks and reads the whole answer, within bounds on headers and body.
   *
   * @throws {Error} that `noAnswer` knows, when the answer is not whole, readable and within bounds
   */
  ask(sent: Sent, trace: Trace): Promise<RawAnswer>
  /** Whether it can be asked once more. */
  isOpen(): boolean
  destroy(error?: Error): void
}
