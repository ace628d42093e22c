/** What a span says, by the names of OpenTelemetry's semantic conventions; what is `null` or `undefined` goes unsaid. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface SpanOptions {
  /** `client` asks somebody, `server` is asked; `internal` unless told. */
  kind?: 'internal' | 'client' | 'server'
  attributes?: Attributes
}

/** Something that takes time, as a trace tells it. Who is handed `null` in place of one is not traced. */
export interface Span {
  /** Begins a part of it. */
  begin(name: string, options?: SpanOptions): Span
  /** Says more of it. */
  note(attributes: Attributes): void
  /** It did not succeed; `errorType` is a word of a closed list, as `error.type`. */
  fail(errorType: string): void
  /** Ends it; what is said afterwards is not heard. */
  end(): void
  /** What names it to who is asked within it (W3C Trace Context). */
  traceparent(): string
}

/** The first span of a trace, which is told with it or not at all. */
export interface RootSpan extends Span {
  /** Does something within it: what is logged meanwhile names it. */
  within<T>(work: () => T): T
  /**
   * Ends the trace, and decides whether it is kept: always where its first span failed or the log tells of an error
   * within it, else by chance.
   *
   * @returns its id, 32 hexadecimal digits; `null` where it is dropped
   */
  end(): string | null
}

export interface Tracer {
  /** Begins a trace; `null` where nothing is traced, and nothing is asked of it then. */
  begin(name: string, describe?: () => SpanOptions): RootSpan | null
}

/** Traces nothing, and costs nothing. */
export const NO_TRACER: Tracer = { begin: () => null }

/** Does work within a trace of its own, which has failed when the work has; the work is handed its first span. */
export async function traced<T>(
  tracer: Tracer,
  name: string,
  describe: () => SpanOptions,
  work: (span: Span | null) => Promise<T>,
): Promise<T> {
  const span = tracer.begin(name, describe)
  if (!span) return work(null)
  try {
    return await span.within(() => work(span))
  } catch (error) {
    span.fail(errorTypeOf(error))
    throw error
  } finally {
    span.end()
  }
}

/** Does work within a part of a trace, which has failed when the work has. */
export async function tracedPart<T>(whole: Span | null, name: string, work: () => T | Promise<T>): Promise<T> {
  if (!whole) return work()
  const part = whole.begin(name)
  try {
    return await work()
  } catch (error) {
    part.fail(errorTypeOf(error))
    throw error
  } finally {
    part.end()
  }
}

/** The code of an error or of what caused it, as `SQLITE_FULL` or `ECONNREFUSED`; else what kind of error it is. */
function errorTypeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code
  }
  return error instanceof Error ? error.name : typeof error
}
