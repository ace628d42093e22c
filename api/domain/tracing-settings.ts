/** Where traces go, and how many of them. */
export interface TracingSettings {
  /** Where an OTLP receiver takes traces over HTTP. */
  url: string
  /** Of the traces that did not fail, the share that is kept: 0 to 1. */
  share: number
  /** As whom they are sent; `undefined` where nothing says so that goes before everything else that does. */
  serviceName: string | undefined
}

/** What says so, by OpenTelemetry's own names. */
export interface GivenTracing {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined
  OTEL_TRACES_SAMPLER_ARG: number
  OTEL_SERVICE_NAME?: string | undefined
  OTEL_SDK_DISABLED?: string | undefined
  OTEL_TRACES_EXPORTER?: string | undefined
}

/** `undefined` where nobody wants traces. An endpoint for everything takes them at a path of their own. */
export function tracingSettings(given: GivenTracing): TracingSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = given
  const url = own ?? (all && `${all.replace(/\/+$/, '')}/v1/traces`)
  const isUnwanted = given.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || given.OTEL_TRACES_EXPORTER === 'none'
  if (url === undefined || isUnwanted) return undefined
  return { url, share: given.OTEL_TRACES_SAMPLER_ARG, serviceName: given.OTEL_SERVICE_NAME }
}

/** Whether an address has a place for the id of a trace. */
export function isTraceUrl(url: string): boolean {
  return url.includes('{traceId}') && /^https?:/.test(url) && URL.canParse(url)
}
