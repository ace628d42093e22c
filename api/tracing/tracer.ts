import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span as Recorded } from '@opentelemetry/api'
import type { Attributes, RootSpan, Span, SpanOptions, Tracer } from '#domain/tracing.ts'
import { Course, type TracerDeps } from './course.ts'

/** The names under which a line of the log names the span that it was written in. */
export interface LogContext {
  trace_id: string
  span_id: string
}

export interface LoggedTracer extends Tracer {
  /**
   * The first span of the trace that we are within.
   *
   * @param keeps  whether somebody is told of it who will look for it
   */
  current(keeps?: boolean): LogContext | undefined
}

/**
 * Traces whose keeping is decided when they end, since only then it is known what came of them. Until then nothing is
 * handed to the recorder but what needs an id.
 */
export function createTracer(deps: TracerDeps): LoggedTracer {
  const scope = new AsyncLocalStorage<Root>()
  return {
    begin: (name, describe = () => ({})) => new Root(name, describe(), new Course(deps), scope),
    current: (keeps = false) => {
      const root = scope.getStore()
      if (!root) return undefined
      if (keeps) root.keep()
      const { traceId, spanId } = root.context()
      return { trace_id: traceId, span_id: spanId }
    },
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
  #isWanted = false

  constructor(name: string, options: SpanOptions, course: Course, scope: AsyncLocalStorage<Root>) {
    super(name, options, course, null)
    this.#scope = scope
  }

  within<T>(work: () => T): T {
    return this.#scope.run(this, work)
  }

  /** Keeps the trace, whatever comes of it. */
  keep(): void {
    this.#isWanted = true
  }

  override end(): string | null {
    if (this.hasEnded()) return null
    super.end()
    const { traceId } = this.context()
    const kept = this.hasFailed() || this.#isWanted || isWithin(traceId, this.course.deps.share)
    this.course.settle(kept)
    return kept ? traceId : null
  }
}

/** Whether a trace is of a share of all, by the 52 random bits that its id ends in. */
function isWithin(traceId: string, share: number): boolean {
  return Number.parseInt(traceId.slice(-13), 16) / 2 ** 52 < share
}
