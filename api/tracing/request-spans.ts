import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { RootSpan, Tracer } from '#domain/tracing.ts'
import { createRouteTable, OTHER_ROUTE } from '../metrics/route-table.ts'
import { targetOf } from '../request-target.ts'

/** The methods that OpenTelemetry knows: RFC 9110's, PATCH and QUERY. */
const KNOWN_METHODS = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE'])

/** Does what answers a request within a trace of its own. */
export type Around = (request: IncomingMessage, response: ServerResponse, answer: () => void) => void

/**
 * Traces requests. A trace begins with the request, whatever whoever asks says of another: anybody may ask.
 *
 * @param routes  everything that can be asked, as `METHOD /path`
 */
export function traceRequests(tracer: Tracer, routes: readonly string[]): Around {
  const table = createRouteTable(routes)
  return (request, response, answer) => {
    const { method = '', url = '' } = request
    const span = beginRequest(tracer, request, table.find(method, url).route)
    if (!span) {
      answer()
      return
    }
    response.once('close', () => endRequest(span, response))
    span.within(answer)
  }
}

/** A listener whose requests are traced. */
export function tracedListener(listener: RequestListener, around: Around | undefined): RequestListener {
  return around ? (request, response) => around(request, response, () => listener(request, response)) : listener
}

function beginRequest(tracer: Tracer, request: IncomingMessage, route: string): RootSpan | null {
  const { method = '', httpVersion } = request
  const isKnown = route !== OTHER_ROUTE
  const isUsual = KNOWN_METHODS.has(method)
  // A path that nobody knows is the visitor's own, and one with a token in it is a secret.
  const path = route.includes(':token') ? route : targetOf(request).path
  return tracer.begin(isKnown ? `${method} ${route}` : isUsual ? method : 'HTTP', () => ({
    kind: 'server',
    attributes: {
      'http.request.method': isUsual ? method : '_OTHER',
      'http.request.method_original': isUsual ? null : method,
      'http.route': isKnown ? route : null,
      'url.path': isKnown ? path : null,
      'url.scheme': 'http',
      'network.protocol.version': httpVersion,
    },
  }))
}

function endRequest(span: RootSpan, { headersSent, statusCode }: ServerResponse): void {
  // Else whoever asked hung up before there was an answer.
  if (headersSent) span.note({ 'http.response.status_code': statusCode })
  if (headersSent && statusCode >= 500) span.fail(String(statusCode))
  span.end()
}
