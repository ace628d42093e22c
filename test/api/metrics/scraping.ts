import { type Certificate, type Observed, UNOBSERVED } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { createMetrics, type Metrics } from '../../../api/metrics/metrics.ts'
import { checkOf, componentOf, resultOf } from '../../facts.ts'
import { dnsCheck, webSocketCheck } from '../../probes/checks.ts'
import { NOW } from '../../site/view.ts'

export const CHECKS = [
  checkOf('health', { timeoutMs: 5_000 }),
  checkOf('inner', { private: true }),
  dnsCheck('scopien.com', 'SOA', { id: 'zone' }),
  webSocketCheck('ws://127.0.0.1', { id: 'chat' }),
]
export const COMPONENTS = [
  componentOf('api', { checks: CHECKS }),
  componentOf('hidden', { private: true, checks: [checkOf('hidden-health')] }),
]
export const found = (changes: Partial<Result> = {}) => resultOf('health', NOW, changes)

export function metricsOf(...results: Result[]) {
  const metrics = createMetrics({ now: () => NOW })
  metrics.configure(COMPONENTS)
  for (const result of results) metrics.onResult(result)
  return metrics
}

export async function scrape(
  metrics: Pick<Metrics, 'expose'>,
  ...asked: Parameters<Metrics['expose']>
): Promise<string> {
  return String((await metrics.expose(...asked)).bytes)
}

export const LABELS = 'component="api",check="health",region="local"'

/** What a scrape says of one check: each series of the probe by its name and further labels. */
export async function seriesOf(
  metrics: ReturnType<typeof metricsOf>,
  check = 'health',
): Promise<Record<string, number>> {
  const series = (await scrape(metrics)).matchAll(
    /^(probe_\w+)\{component="api",check="([^"]*)",region="local",?(.*)\} (.+)$/gm,
  )
  return Object.fromEntries(
    [...series]
      .filter(([, , of]) => of === check)
      .map(([, name, , more, value]) => [`${name} ${more}`.trim(), Number(value)]),
  )
}

export const PHASES = { resolveMs: 4, connectMs: 1, tlsMs: 20, processingMs: 50, transferMs: 2 }
export const CERTIFICATE: Certificate = {
  subject: 'CN=api.scopien.com',
  issuer: 'CN=Test CA',
  subjectAltName: 'DNS:api.scopien.com',
  serialNumber: '01',
  fingerprint: 'ab',
  earliestExpiry: 1_800_000_000_000,
  lastChainExpiry: 1_900_000_000_000,
}
export const HTTP = {
  status: 200,
  version: '2',
  secure: true,
  redirects: 1,
  contentLength: null,
  bodyBytes: 512,
  lastModifiedAt: 1_700_000_000_000,
}
export const TLS = { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate: CERTIFICATE }
export const seen = (changes: Partial<Observed>): Observed => ({ ...UNOBSERVED, ...changes })
