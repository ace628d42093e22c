import type { Tracer as Recorder } from '@opentelemetry/api'

export interface TracerDeps {
  /** The package `@opentelemetry/api`. */
  otel: typeof import('@opentelemetry/api')
  /** Gives spans their ids, and exports those that end. */
  recorder: Recorder
  /** Of the traces that did not fail, the share that is kept: 0 to 1. */
  share: number
  /** Ms since the epoch. */
  wall: () => number
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

/** A span, as far as its trace deals with it. */
interface CoursePart {
  hasEnded(): boolean
  /** Hands it to the recorder. */
  tell(): void
}

/** Where a target makes us do more than this, the rest goes untold. */
const MOST_SPANS = 200

/** What the spans of one trace share. */
export class Course {
  readonly deps: TracerDeps
  readonly #startedAt: number
  readonly #from: number
  #spans: CoursePart[] = []
  #count = 0
  #kept: boolean | null = null

  constructor(deps: TracerDeps) {
    this.deps = deps
    this.#startedAt = deps.wall()
    this.#from = deps.monotonic()
  }

  /** Ms since the epoch, as if nobody had set a clock since the trace began. */
  instant(): number {
    return this.#startedAt + this.deps.monotonic() - this.#from
  }

  add(span: CoursePart): void {
    if (++this.#count <= MOST_SPANS && this.#kept !== false) this.#spans.push(span)
  }

  /** A span has ended, within its trace or after it. */
  ended(span: CoursePart): void {
    if (this.#kept && this.#spans.includes(span)) span.tell()
  }

  /** The trace has ended. */
  settle(kept: boolean): void {
    this.#kept = kept
    for (const span of this.#spans) if (kept && span.hasEnded()) span.tell()
    this.#spans = kept ? this.#spans.filter((span) => !span.hasEnded()) : []
  }
}
