import type { Component } from '#domain/component.ts'
import { type BackupMetrics, backupMetrics } from './backups.ts'
import { resultFamilies } from './check.ts'
import { componentFamilies } from './component.ts'
import { createCounter } from './counter.ts'
import { dnsMetrics } from './dns.ts'
import { durationMetrics } from './durations.ts'
import { type Audience, contentTypeOf, createWriter, type Family, type MetricsForm } from './exposition.ts'
import { httpMetrics } from './http.ts'
import { incidentFamily } from './incidents.ts'
import { type LastResults, lastResults } from './last-results.ts'
import { latenessMetrics } from './lateness.ts'
import { maintenanceFamilies } from './maintenance.ts'
import { probeMetrics } from './probe.ts'
import { probeFamilies } from './probe-metric.ts'
import { processMetrics } from './process.ts'
import { type RequestMetrics, requestMetrics } from './requests.ts'
import { type RoundMetrics, roundMetrics } from './rounds.ts'
import { type SlotMetrics, slotMetrics } from './slots.ts'
import { tlsMetrics } from './tls.ts'
import { type ToldViews, toldViews } from './told-views.ts'
import { watchedOf } from './watched.ts'
import { webSocketMetrics } from './websocket.ts'

export interface Metrics
  extends Pick<LastResults, 'onResult'>,
    Pick<SlotMetrics, 'onSlot' | 'onMissed' | 'onFault'>,
    Pick<ToldViews, 'onView'> {
  /** What may be scraped at this moment, as OpenMetrics or in Prometheus' own form. */
  expose(form?: MetricsForm, audience?: Audience): Promise<Exposed>
  /** Sets up the series of components and checks; those that left the configuration go. */
  configure(components: readonly Component[]): void
  /** How long requests take. */
  requests: Pick<RequestMetrics, 'configure' | 'onAnswer'>
  /** The backups that are kept. */
  backups: Pick<BackupMetrics, 'onNewest' | 'onTaken' | 'onFailure'>
  /** The rounds of probing that somebody outside waits for. */
  rounds: Pick<RoundMetrics, 'onRound'>
  onRenderFailure(): void
  /** The machine or the process slept. */
  onSlept(ms: number): void
  /** So many results had no room to wait while nothing could be stored. */
  onDropped(results: number): void
}

export interface Exposed {
  contentType: string
  bytes: Buffer<ArrayBuffer>
}

/**
 * The metrics of one server. Label values come from the configuration, or from a closed list; what is private has series
 * for those only who may see all. Most is reckoned when it is scraped, so that a probe costs nothing here.
 */
export function createMetrics({ now }: { now: () => number }): Metrics {
  const last = lastResults()
  const write = createWriter()
  const slots = slotMetrics()
  const durations = durationMetrics()
  const lateness = latenessMetrics()
  const counters = ownCounters()
  const process = processMetrics()
  const requests = requestMetrics()
  const backups = backupMetrics()
  const rounds = roundMetrics(now)
  const { onView, told } = toldViews()
  const families: readonly Family[] = [
    ...probeFamilies(PROBE_TABLE, last.all, now),
    ...resultFamilies(last.all),
    ...slots.families,
    lateness.family,
    durations.family,
    ...componentFamilies((audience) => told(audience)?.components ?? [], now),
    incidentFamily(told),
    ...maintenanceFamilies(told),
    ...backups.families,
    ...rounds.families,
    ...Object.values(counters).map(({ family }) => family),
    requests.family,
  ]
  return {
    expose: async (form = 'prometheus', audience = 'public') => {
      const all = [...families, ...(await process())]
      return { contentType: contentTypeOf(form), bytes: write(all, form, audience) }
    },
    configure: (components) => {
      const watched = watchedOf(components)
      for (const part of [last, slots, lateness, durations]) part.configure(watched)
    },
    onResult: (result) => {
      last.onResult(result)
      durations.onResult(result)
    },
    onSlot: (check, lateMs) => {
      slots.onSlot(check, lateMs)
      lateness.onLateness(check, lateMs)
    },
    onMissed: slots.onMissed,
    onFault: slots.onFault,
    onView,
    requests,
    backups,
    rounds,
    onSlept: (ms) => counters.slept.add(ms / 1000),
    onDropped: counters.dropped.add,
    onRenderFailure: () => counters.renderFailures.add(1),
  }
}

const PROBE_TABLE = [...probeMetrics, ...httpMetrics, ...tlsMetrics, ...dnsMetrics, ...webSocketMetrics]

function ownCounters() {
  return {
    slept: createCounter(
      'status_prober_slept_seconds_total',
      'Time that nobody lived through: a suspended machine, a stopped process, or a wall clock set forward',
    ),
    dropped: createCounter(
      'status_results_dropped_total',
      'Results that were lost: while nothing could be stored, no more could wait',
    ),
    renderFailures: createCounter(
      'status_render_failures_total',
      'Public documents that could not be rendered and stayed as they were',
    ),
  }
}
