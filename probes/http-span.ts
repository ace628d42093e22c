import type { Span } from '#domain/tracing.ts'
import { hostOf, portOf } from './connector.ts'
import type { Sent } from './line.ts'
import type { Trace } from './trace.ts'

/** How the request of a span is told of: what is said of its address, and how often it was sent on. */
export interface Told {
  /** Texts that stand for nobody else to read, as they are written in a URL. */
  hidden: readonly string[]
  /** How many redirects led here. */
  redirects: number
}

/** The field that carries a trace on (W3C Trace Context). */
export const TRACEPARENT = 'traceparent'

/** Begins the span of one request; `null` where nothing is traced. */
export function beginRequest(trace: Trace, { method, url }: Pick<Sent, 'method' | 'url'>, told: Told): Span | null {
  return trace.begin(method, () => ({
    kind: 'client',
    attributes: {
      'http.request.method': method,
      'url.full': shownUrl(url, told),
      'server.address': withoutHidden(hostOf(url), told),
      'server.port': portOf(url),
      'http.request.resend_count': told.redirects === 0 ? null : told.redirects,
    },
  }))
}

/** Says what was answered. A client's span has failed from 400 on, whatever its check expects. */
export function noteAnswer(span: Span | null, status: number, version: string): void {
  span?.note({ 'http.response.status_code': status, 'network.protocol.version': version })
  if (status >= 400) span?.fail(String(status))
}

/** A request with its place in the trace, unless its check says itself what that is. */
export function withTraceparent<T extends Pick<Sent, 'headers'>>(sent: T, span: Span | null, isOwn: boolean): T {
  return span && !isOwn ? { ...sent, headers: { ...sent.headers, [TRACEPARENT]: span.traceparent() } } : sent
}

/**
 * A URL as traces tell it: no value of its query, no text that is hidden, and of what a redirect leads to, which may be
 * somebody's session, the origin alone.
 */
function shownUrl({ origin, pathname, search }: URL, told: Told): string {
  if (told.redirects > 0) return `${withoutHidden(origin, told)}/***`
  return `${withoutHidden(origin + pathname, told)}${search === '' ? '' : '?***'}`
}

function withoutHidden(text: string, { hidden }: Told): string {
  return hidden.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
