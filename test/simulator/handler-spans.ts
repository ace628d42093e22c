import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/
const SERVER_KIND = 2

/**
 * Tells an OTLP receiver of each request that came within a trace, as a service does whose handlers are traced: a span
 * of the server below that of who asked.
 *
 * @param url  where the receiver takes traces
 * @param ended  gives up what is being told
 */
export function tellHandlerSpans(server: Server, url: string, ended: AbortSignal): void {
  const tell = (span: object): void => {
    const scopeSpans = [{ scope: { name: 'simulator' }, spans: [span] }]
    const resource = { attributes: [attribute('service.name', 'simulated-scopien')] }
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] })
    const headers = { 'content-type': 'application/json' }
    // A service is no worse for a receiver that is gone.
    void fetch(url, { method: 'POST', headers, body, signal: ended }).catch(() => undefined)
  }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [, traceId, parentSpanId] = TRACEPARENT.exec(String(request.headers['traceparent'])) ?? []
    if (traceId === undefined) return
    const startTimeUnixNano = nowNano()
    response.once('close', () => {
      const path = request.url?.split('?')[0] ?? ''
      tell({
        ...{ traceId, parentSpanId, spanId: randomBytes(8).toString('hex') },
        ...{ name: `${request.method} ${path}`, kind: SERVER_KIND, status: {} },
        ...{ startTimeUnixNano, endTimeUnixNano: nowNano() },
        attributes: [attribute('http.request.method', request.method ?? ''), attribute('url.path', path)],
      })
    })
  })
}

const nowNano = (): string => `${Date.now()}000000`

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })
