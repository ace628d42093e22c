import { NO_TRACER, type Tracer } from '#domain/tracing.ts'
import type { TracingSettings } from '#domain/tracing-settings.ts'
import type { TracerDeps } from './course.ts'
import { reporting } from './reporting-exporter.ts'
import { createTracer, type LoggedTracer } from './tracer.ts'

export interface Tracing {
  tracer: Tracer
  /** What a line of the log says of the trace that it is written in; `undefined` where nothing is traced. */
  context: LoggedTracer['current'] | undefined
  /** Sends what waits. */
  close(): Promise<void>
}

export interface TracingDeps extends Pick<TracerDeps, 'wall' | 'monotonic'> {
  /** Traces could not be sent, with why; told once, until they can be again (`null`). */
  onDelivery: (error: Error | null) => void
}

const NO_TRACING: Tracing = { tracer: NO_TRACER, context: undefined, close: async () => undefined }

/**
 * Opens OpenTelemetry's SDK where somebody wants traces; else nothing of it is loaded. What it reads of the environment
 * beside our settings is in docs/telemetry.md.
 */
export async function openTracing(settings: TracingSettings | undefined, deps: TracingDeps): Promise<Tracing> {
  if (!settings) return NO_TRACING
  const { url, share, serviceName } = settings
  const [otel, { NodeSDK }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const { RECORD_AND_SAMPLED: decision } = otel.SamplingDecision
  const { defaultResource, resourceAttributesEnvDetector, resourceFromAttributes, serviceInstanceIdDetector } =
    resources
  const sdk = new NodeSDK({
    ...(serviceName !== undefined && { serviceName }),
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': 'scopien-status' })),
    resourceDetectors: [resourceAttributesEnvDetector, serviceInstanceIdDetector],
    traceExporter: reporting(new OTLPTraceExporter({ url }), deps.onDelivery),
    // What is handed to it is kept: that was decided by then.
    sampler: { shouldSample: () => ({ decision }), toString: () => 'decided at the end' },
    textMapPropagator: null,
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  const tracer = createTracer({ ...deps, otel, recorder: otel.trace.getTracer('scopien-status'), share })
  return { tracer, context: tracer.current, close: () => sdk.shutdown() }
}
