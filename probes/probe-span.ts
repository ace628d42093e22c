import type { ActiveCheck } from '#domain/check.ts'
import type { Result } from '#domain/result.ts'
import type { Secret } from '#domain/secret.ts'
import type { RootSpan, Tracer } from '#domain/tracing.ts'

/** Begins the trace of one probe; `null` where nothing is traced. */
export function beginProbe(tracer: Tracer, check: ActiveCheck): RootSpan | null {
  return tracer.begin(`probe ${check.id}`, () => ({
    // Over HTTP each request has a span of its own that asks.
    kind: isHttp(check) ? 'internal' : 'client',
    attributes: {
      'status.component': check.componentId,
      'status.check': check.id,
      'status.check.kind': check.kind,
      'status.region': check.region,
      ...endpointOf(check),
    },
  }))
}

/** Ends the trace of a probe; a result that tells of it names it. */
export function endProbe(span: RootSpan, result: Result): Result {
  const { outcome, reasonCode, observed } = result
  span.note({
    'status.outcome': outcome,
    'status.reason': reasonCode,
    'network.type': observed.family && `ipv${observed.family}`,
    'tls.protocol.version': observed.tls?.version.replace(/^TLSv/, ''),
  })
  if (outcome !== 'up') span.fail(reasonCode ?? outcome)
  const traceId = span.end()
  return traceId === null ? result : { ...result, traceId }
}

/** Secrets as they may stand in an address, longest first: as they are, and as a URL writes them. */
export function hiddenTexts(secrets: readonly Secret[]): string[] {
  const texts = secrets.map((secret) => secret.reveal()).filter((text) => text !== '')
  const written = texts.flatMap((text) => [text, encodeURIComponent(text), pathOf(text)])
  return [...new Set(written)].sort((one, other) => other.length - one.length)
}

function pathOf(text: string): string {
  return new URL(`http://host/${encodeURI(text)}`).pathname.slice(1) || text
}

function isHttp({ kind }: ActiveCheck): boolean {
  return kind === 'http' || kind === 'sequence' || kind === 'websocket'
}

function endpointOf(check: ActiveCheck) {
  if (check.kind === 'dns') {
    const { resolver, name, type } = check
    return {
      'server.address': resolver.host,
      'server.port': resolver.port,
      'dns.question.name': name,
      'dns.type': type,
    }
  }
  if (check.kind !== 'tcp' && check.kind !== 'tls') return {}
  return { 'server.address': check.host, 'server.port': check.port }
}
