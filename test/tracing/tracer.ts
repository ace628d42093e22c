import * as otel from '@opentelemetry/api'
import { createTracer, type LoggedTracer } from '../../api/tracing/tracer.ts'

/** A span as it was handed on to be exported. */
export interface ToldSpan {
  name: string
  /** The name of what it is a part of; `null` for the first. */
  parent: string | null
  traceId: string
  spanId: string
  startedAt: number
  endedAt: number
  failed: boolean
  attributes: Record<string, unknown>
}

export interface TestTracer {
  tracer: LoggedTracer
  /** Those that were kept, in the order in which they were told. */
  told: readonly ToldSpan[]
  /** Lets time go by, in ms. */
  wait: (ms: number) => void
}

/**
 * A tracer whose recorder keeps in a list what ends, and whose clocks stand still.
 *
 * @param traceIds  what traces are called, one after the other; then by counting
 */
export function testTracer({ share = 1, traceIds = [] as readonly string[] } = {}): TestTracer {
  const told: ToldSpan[] = []
  const names = new Map<string, string>()
  const clock = { now: 1_800_000_000_000 }
  const ids = traceIds.values()
  let count = 0
  const recorder = {
    startSpan: (name: string, { startTime }: { startTime?: number } = {}, context = otel.ROOT_CONTEXT) => {
      const around = otel.trace.getSpan(context)?.spanContext()
      const spanId = (++count).toString(16).padStart(16, '0')
      const traceId = around?.traceId ?? ids.next().value ?? count.toString(16).padStart(32, '0')
      names.set(spanId, name)
      const parent = around ? (names.get(around.spanId) ?? null) : null
      const span: ToldSpan = {
        ...{ name, parent, traceId, spanId, startedAt: startTime ?? 0, endedAt: 0 },
        ...{ failed: false, attributes: {} },
      }
      return {
        spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
        setAttributes: (more: object) => Object.assign(span.attributes, more),
        setAttribute: (key: string, value: unknown) => Object.assign(span.attributes, { [key]: value }),
        setStatus: ({ code }: { code: number }) => Object.assign(span, { failed: code === otel.SpanStatusCode.ERROR }),
        end: (at: number) => told.push({ ...span, endedAt: at }),
      }
    },
  }
  const tracer = createTracer({
    ...{ otel, recorder: recorder as unknown as otel.Tracer, share },
    ...{ wall: () => clock.now, monotonic: () => clock.now - 1_700_000_000_000 },
  })
  return { tracer, told, wait: (ms) => Object.assign(clock, { now: clock.now + ms }) }
}
