import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Check } from '#domain/check.ts'
import type { Component } from '#domain/component.ts'
import type { PublicView } from '#domain/public-view.ts'
import { OUTCOMES, type Result } from '#domain/result.ts'
import { STATUSES } from '#domain/status.ts'

export interface Metrics {
  /** The text of a scrape at this moment. */
  expose(): Promise<string>
  contentType: string
  /** Sets up the series of public components and checks; those that left the configuration go. */
  configure(components: readonly Component[]): void
  onResult(result: Result): void
  onView(view: PublicView): void
  onRenderFailure(): void
}

const PROBE_LABELS = ['component', 'check', 'region'] as const
/** Gauges whose names end in `_total`, which the Prometheus linter takes for counters. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** The metrics of one server, in a registry of its own. Label values come from the configuration only. */
export function createMetrics({ now }: { now: () => number }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  const probe = probeMetrics(registers)
  const component = componentMetrics(registers, now)
  const renderFailures = new Counter({
    name: 'status_render_failures_total',
    help: 'Public documents that could not be rendered and stayed as they were',
    registers,
  })
  return {
    expose: () => registry.metrics(),
    contentType: registry.contentType,
    configure: probe.configure,
    onResult: probe.onResult,
    onView: component.onView,
    onRenderFailure: () => renderFailures.inc(),
  }
}

function probeMetrics(registers: Registry[]): Pick<Metrics, 'configure' | 'onResult'> {
  const success = new Gauge({
    name: 'probe_success',
    help: 'Whether the last probe succeeded: 1 for up and degraded, 0 for down, absent for unknown',
    labelNames: PROBE_LABELS,
    registers,
  })
  const duration = new Gauge({
    name: 'probe_duration_seconds',
    help: 'How long the last probe took',
    labelNames: PROBE_LABELS,
    registers,
  })
  const runs = new Counter({
    name: 'status_check_runs_total',
    help: 'Probes run, by what they found',
    labelNames: ['check', 'region', 'outcome'],
    registers,
  })
  let checks: ReadonlyMap<string, Check> = new Map()
  return {
    configure: (components) => {
      const shown = components
        .filter((one) => !one.private)
        .flatMap((one) => one.checks.filter((check) => !check.private))
      checks = new Map(shown.map((check) => [check.id, check]))
      for (const metric of [success, duration]) metric.reset()
      for (const { id, region } of shown) for (const outcome of OUTCOMES) runs.inc({ check: id, region, outcome }, 0)
    },
    onResult: ({ checkId, region, outcome, durationMs }) => {
      const check = checks.get(checkId)
      if (!check) return
      const labels = { component: check.componentId, check: checkId, region }
      runs.inc({ check: checkId, region, outcome })
      duration.set(labels, durationMs / 1000)
      if (outcome === 'unknown') success.remove(labels)
      else success.set(labels, outcome === 'down' ? 0 : 1)
    },
  }
}

function componentMetrics(registers: Registry[], now: () => number): Pick<Metrics, 'onView'> {
  let view: PublicView | undefined
  const status = new Gauge({
    name: 'status_component_status',
    help: 'The public status of a component: 1 for the one that holds, 0 for the others',
    labelNames: ['component', 'status'],
    registers,
  })
  new Gauge({
    name: 'status_evidence_age_seconds',
    help: 'How old the newest definite result of a component is; absent when there is none',
    labelNames: ['component'],
    registers,
    collect() {
      this.reset()
      for (const { id, evidenceAt } of view?.components ?? []) {
        if (evidenceAt !== null) this.set({ component: id }, (now() - evidenceAt) / 1000)
      }
    },
  })
  return {
    onView: (next) => {
      view = next
      status.reset()
      for (const component of next.components) {
        for (const one of STATUSES)
          status.set({ component: component.id, status: one }, component.status === one ? 1 : 0)
      }
    },
  }
}
