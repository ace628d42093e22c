import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import type { Component } from '#domain/component.ts'
import { registerResultMetrics } from './metrics/check.ts'
import { type ComponentMetrics, componentMetrics } from './metrics/component.ts'
import { dnsMetrics } from './metrics/dns.ts'
import { httpMetrics } from './metrics/http.ts'
import { incidentMetrics } from './metrics/incidents.ts'
import { type LastResults, lastResults } from './metrics/last-results.ts'
import { maintenanceMetrics } from './metrics/maintenance.ts'
import { probeMetrics } from './metrics/probe.ts'
import { registerProbeMetrics } from './metrics/probe-metric.ts'
import { type ProberMetrics, proberMetrics } from './metrics/prober.ts'
import { type SlotMetrics, slotMetrics } from './metrics/slots.ts'
import { type StorageMetrics, storageMetrics } from './metrics/storage.ts'
import { tlsMetrics } from './metrics/tls.ts'
import { webSocketMetrics } from './metrics/websocket.ts'

export interface Metrics
  extends Pick<LastResults, 'onResult'>,
    Omit<SlotMetrics, 'configure'>,
    Pick<ProberMetrics, 'onSlept'>,
    StorageMetrics,
    ComponentMetrics {
  /** What is scraped at this moment, as OpenMetrics or in Prometheus' own form. */
  expose(form?: MetricsForm): Promise<Exposed>
  /** Sets up the series of public components and checks; those that left the configuration go. */
  configure(components: readonly Component[]): void
  onRenderFailure(): void
}

export type MetricsForm = 'prometheus' | 'openmetrics'

export interface Exposed {
  contentType: string
  text: string
}

/** Gauges whose names end in `_total`, which the Prometheus linter takes for counters. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/**
 * The metrics of one server, in a registry of its own. Label values come from the configuration, or from a closed list;
 * what is private has no series. Most is reckoned when it is scraped, so that a probe costs nothing here.
 */
export function createMetrics({ now }: { now: () => number }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  const last = lastResults()
  const table = [...probeMetrics, ...httpMetrics, ...tlsMetrics, ...dnsMetrics, ...webSocketMetrics]
  registerProbeMetrics(table, last.all, { registers, now })
  registerResultMetrics(registers, last.all)
  const { configure, ...slots } = slotMetrics(registers)
  const { onLateness, onSlept } = proberMetrics(registers)
  let scraped: Promise<unknown> = Promise.resolve()
  const told = [componentMetrics(registers, now), incidentMetrics(registers), maintenanceMetrics(registers)]
  const renderFailures = new Counter({
    name: 'status_render_failures_total',
    help: 'Public documents that could not be rendered and stayed as they were',
    registers,
  })
  return {
    ...slots,
    onView: (view) => {
      for (const one of told) one.onView(view)
    },
    ...storageMetrics(registers),
    onSlept,
    onSlot: (check, lateMs) => {
      slots.onSlot(check, lateMs)
      onLateness(check.region, lateMs)
    },
    expose: (form = 'prometheus') => {
      // The registry has one form at a time, and scrapes come together.
      const exposed = scraped.then(() => exposeAs(registry, form))
      scraped = exposed.catch(() => undefined)
      return exposed
    },
    configure: (components) => {
      const shown = publicChecks(components)
      last.configure(shown)
      configure(shown)
    },
    onResult: last.onResult,
    onRenderFailure: () => renderFailures.inc(),
  }
}

async function exposeAs(registry: Registry, form: MetricsForm): Promise<Exposed> {
  const contentType = form === 'openmetrics' ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE
  registry.setContentType(contentType as typeof Registry.PROMETHEUS_CONTENT_TYPE)
  return { contentType, text: await registry.metrics() }
}

function publicChecks(components: readonly Component[]) {
  return components.filter((one) => !one.private).flatMap(({ checks }) => checks.filter((check) => !check.private))
}
