import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span as Recorded, Tracer as Recorder } from '@opentelemetry/api'
import type { Attributes, RootSpan, Span, SpanOptions, Tracer } from '#domain/tracing.ts'

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

/** The names under which a line of the log names the span that it was written in. */
export interface LogContext {
  trace_id: string
  span_id: string
}

export interface LoggedTracer extends Tracer {
  /** The first span of the trace that we are within. */
  current(): LogContext | undefined
}

/** Where a target makes us do more than this, the rest goes untold. */
const MOST_SPANS = 200

/**
 * Traces whose keeping is decided when they end, since only then it is known what came of them. Until then nothing is
 * handed to the recorder but what needs an id.
 */
export function createTracer(deps: TracerDeps): LoggedTracer {
  const scope = new AsyncLocalStorage<Root>()
  return {
    begin: (name, describe = () => ({})) => new Root(name, describe(), new Course(deps), scope),
    current: () => {
      const context = scope.getStore()?.context()
      return context && { trace_id: context.traceId, span_id: context.spanId }
    },
  }
}

/** What the spans of one trace share. */
class Course {
  readonly deps: TracerDeps
  readonly #startedAt: number
  readonly #from: number
  #spans: Part[] = []
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

  add(span: Part): void {
    if (++this.#count <= MOST_SPANS && this.#kept !== false) this.#spans.push(span)
  }

  /** A span has ended, within its trace or after it. */
  ended(span: Part): void {
    if (this.#kept && this.#spans.includes(span)) span.tell()
  }

  /** The trace has ended. */
  settle(kept: boolean): void {
    this.#kept = kept
    for (const span of this.#spans) if (kept && span.hasEnded()) span.tell()
    this.#spans = kept ? this.#spans.filter((span) => !span.hasEnded()) : []
  }
}

class Part implements Span {
  protected readonly course: Course
  readonly #name: string
  readonly #kind: SpanOptions['kind']
  readonly #parent: Part | null
  readonly #startedAt: number
  readonly #attributes: Record<string, string | number | boolean> = {}
  #endedAt: number | null = null
  #error: string | null = null
  #recorded: Recorded | null = null

  constructor(name: string, { kind, attributes = {} }: SpanOptions, course: Course, parent: Part | null) {
    this.course = course
    this.#name = name
    this.#kind = kind
    this.#parent = parent
    this.#startedAt = course.instant()
    this.note(attributes)
    course.add(this)
  }

  begin(name: string, options: SpanOptions = {}): Span {
    return new Part(name, options, this.course, this)
  }

  note(attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) this.#attributes[name] = value
    }
  }

  fail(errorType: string): void {
    this.#error = errorType
  }

  end(): string | null {
    if (this.#endedAt === null) {
      this.#endedAt = this.course.instant()
      this.course.ended(this)
    }
    return null
  }

  traceparent(): string {
    const { traceId, spanId } = this.context()
    // Sampled: it may be kept, and then what its target did meanwhile is what one looks for.
    return `00-${traceId}-${spanId}-01`
  }

  context(): { traceId: string; spanId: string } {
    return this.#open().spanContext()
  }

  hasEnded(): boolean {
    return this.#endedAt !== null
  }

  hasFailed(): boolean {
    return this.#error !== null
  }

  /** Hands it to the recorder. */
  tell(): void {
    const span = this.#open()
    span.setAttributes(this.#attributes)
    if (this.#error !== null) {
      span.setAttribute('error.type', this.#error)
      span.setStatus({ code: this.course.deps.otel.SpanStatusCode.ERROR })
    }
    span.end(this.#endedAt ?? undefined)
  }

  #open(): Recorded {
    if (this.#recorded) return this.#recorded
    const { otel, recorder } = this.course.deps
    const { ROOT_CONTEXT, SpanKind, trace } = otel
    const kind = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER }[
      this.#kind ?? 'internal'
    ]
    const around = this.#parent ? trace.setSpan(ROOT_CONTEXT, this.#parent.#open()) : ROOT_CONTEXT
    this.#recorded = recorder.startSpan(this.#name, { kind, startTime: this.#startedAt }, around)
    return this.#recorded
  }
}

class Root extends Part implements RootSpan {
  readonly #scope: AsyncLocalStorage<Root>

  constructor(name: string, options: SpanOptions, course: Course, scope: AsyncLocalStorage<Root>) {
    super(name, options, course, null)
    this.#scope = scope
  }

  within<T>(work: () => T): T {
    return this.#scope.run(this, work)
  }

  override end(): string | null {
    if (this.hasEnded()) return null
    super.end()
    const { traceId } = this.context()
    const kept = this.hasFailed() || isWithin(traceId, this.course.deps.share)
    this.course.settle(kept)
    return kept ? traceId : null
  }
}

/** Whether a trace is of a share of all, by the 52 random bits that its id ends in. */
function isWithin(traceId: string, share: number): boolean {
  return Number.parseInt(traceId.slice(-13), 16) / 2 ** 52 < share
}
