import { setTimeout as sleep } from 'node:timers/promises'
import { UNOBSERVED } from '#domain/observed.ts'
import { toPublicView } from '#domain/public-view.ts'
import type { MetricsForm } from '../../api/metrics/exposition.ts'
import { createMetrics, type Metrics } from '../../api/metrics/metrics.ts'
import { checkOf, componentOf, factsOf, NOW, resultOf } from '../facts.ts'
import { printLimit, quantile } from './limits.ts'

/**
 * What one scrape of a hundred components costs, in either form, up to the bytes that are sent:
 * `npm run bench:metrics [components] [scrapes]`.
 */
const [COMPONENTS = 100, SCRAPES = 500] = process.argv.slice(2).map(Number)
const CHECKS_EACH = 3
const ROUTES = Array.from({ length: 60 }, (_, n) => `GET /route/${n}`)
/** Between two scrapes, so that what each leaves behind is cleared away as in a server's life. */
const PAUSE_MS = 5
const WARM_UP = 50

const metrics = watched()
for (const form of ['prometheus', 'openmetrics'] as const) {
  const { bytes } = await metrics.expose(form)
  const samples = String(bytes).match(/^[^#\n]/gm)?.length ?? 0
  console.log(`${form}: ${samples} samples, ${(bytes.length / 1024).toFixed(0)} KiB`)
  const costs = await measure(metrics, form)
  const wall = costs.map(({ wallMs }) => wallMs)
  const cpu = costs.map(({ cpuMs }) => cpuMs)
  printLimit({ what: '  wall time of a scrape, median', value: quantile(wall, 0.5), unit: 'ms', most: 5 })
  printLimit({ what: '  wall time of a scrape, p99', value: quantile(wall, 0.99), unit: 'ms' })
  printLimit({ what: '  CPU time of a scrape, median', value: quantile(cpu, 0.5), unit: 'ms', most: 5 })
  printLimit({ what: '  CPU time of a scrape, p99', value: quantile(cpu, 0.99), unit: 'ms', most: 5 })
}

async function measure(of: Metrics, form: MetricsForm): Promise<{ wallMs: number; cpuMs: number }[]> {
  const costs: { wallMs: number; cpuMs: number }[] = []
  for (let n = 0; n < WARM_UP + SCRAPES; n++) {
    const before = process.cpuUsage()
    const from = performance.now()
    await of.expose(form)
    const wallMs = performance.now() - from
    const { user, system } = process.cpuUsage(before)
    if (n >= WARM_UP) costs.push({ wallMs, cpuMs: (user + system) / 1000 })
    await sleep(PAUSE_MS)
  }
  return costs
}

/** Metrics of components whose checks were all answered over HTTPS, and of a server that was asked for all it has. */
function watched(): Metrics {
  const components = Array.from({ length: COMPONENTS }, (_, n) => {
    const checks = Array.from({ length: CHECKS_EACH }, (_, k) => checkOf(`component-${n}-check-${k}`))
    return componentOf(`component-${n}`, { checks })
  })
  const made = createMetrics({ now: () => NOW })
  made.configure(components)
  for (const check of components.flatMap(({ checks }) => checks)) {
    made.onSlot(check, 3 * Math.random())
    made.onResult(resultOf(check.id, NOW, { durationMs: 90 * Math.random(), observed: seen() }))
  }
  made.onView(toPublicView(factsOf(components), NOW))
  made.requests.configure(ROUTES)
  for (const route of ROUTES) made.requests.onAnswer('GET', route.slice(4), 200, Math.random())
  return made
}

function seen() {
  const certificate = {
    ...{ subject: 'CN=api', issuer: 'CN=CA', subjectAltName: 'DNS:api', serialNumber: '01', fingerprint: 'ab' },
    ...{ earliestExpiry: NOW + 9e9, lastChainExpiry: NOW + 9e10 },
  }
  const http = { status: 200, version: '2', secure: true, redirects: 0, contentLength: 512, bodyBytes: 512 }
  const phases = { resolveMs: Math.random(), connectMs: 1.25, tlsMs: 20 * Math.random(), processingMs: 50.5 }
  return {
    ...UNOBSERVED,
    phases: { ...phases, transferMs: 0.1 },
    ...{ family: 4 as const, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate } },
    http: { ...http, lastModifiedAt: NOW - 1000 },
  }
}
