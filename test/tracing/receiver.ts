import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** A span as a receiver of OTLP sees it. */
export interface ReceivedSpan {
  traceId: string
  spanId: string
  /** Empty for the first of a trace. */
  parentSpanId: string
  name: string
  kind: 'internal' | 'server' | 'client'
  /** ms since the epoch. */
  startedAt: number
  endedAt: number
  failed: boolean
  attributes: Attributes
  /** The attributes of whom it is from. */
  resource: Attributes
}

type Attributes = Readonly<Record<string, string | number | boolean>>

/** Takes traces as OpenTelemetry's Collector would (OTLP/HTTP, JSON). */
export interface Receiver extends AsyncDisposable {
  /** What `OTEL_EXPORTER_OTLP_ENDPOINT` is to be. */
  url: string
  /** In the order in which they came. */
  spans: readonly ReceivedSpan[]
  /** The header fields of each delivery. */
  deliveries: readonly IncomingMessage['headers'][]
}

/**
 * Listens until the end of its `await using`.
 *
 * @param answer  answers a delivery, in place of taking it
 */
export async function startReceiver(answer?: (response: ServerResponse) => void): Promise<Receiver> {
  const spans: ReceivedSpan[] = []
  const deliveries: IncomingMessage['headers'][] = []
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    deliveries.push(request.headers)
    const isTraces = request.method === 'POST' && request.url === '/v1/traces'
    if (!isTraces) return void response.writeHead(404).end()
    const { resourceSpans } = (await json(request)) as Delivery
    if (answer) return answer(response)
    for (const part of resourceSpans) {
      const resource = attributesOf(part.resource.attributes)
      const written = part.scopeSpans.flatMap((scope) => scope.spans)
      spans.push(...written.map((span) => ({ ...toSpan(span), resource })))
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return { url, spans, deliveries, [Symbol.asyncDispose]: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  return closed
}

interface Attribute {
  key: string
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean }
}

interface WrittenSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  status: { code?: number }
  attributes: readonly Attribute[]
}

/** `ExportTraceServiceRequest`, as far as it is looked at. */
interface Delivery {
  resourceSpans: readonly {
    resource: { attributes: readonly Attribute[] }
    scopeSpans: readonly { spans: readonly WrittenSpan[] }[]
  }[]
}

const KINDS = new Map([
  [1, 'internal'],
  [2, 'server'],
  [3, 'client'],
] as const)

function toSpan(written: WrittenSpan): Omit<ReceivedSpan, 'resource'> {
  const { traceId, spanId, parentSpanId = '', name, kind, status, attributes } = written
  return {
    ...{ traceId, spanId, parentSpanId, name },
    kind: new Map<number, ReceivedSpan['kind']>(KINDS).get(kind) ?? 'internal',
    startedAt: Number(written.startTimeUnixNano) / 1e6,
    endedAt: Number(written.endTimeUnixNano) / 1e6,
    failed: status.code === 2,
    attributes: attributesOf(attributes),
  }
}

function attributesOf(all: readonly Attribute[]): Attributes {
  return Object.fromEntries(
    all.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? doubleValue ?? boolValue ?? Number(intValue),
    ]),
  )
}
