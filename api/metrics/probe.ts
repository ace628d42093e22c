import { succeeded } from './last-results.ts'
import { type ProbeMetric, seconds } from './probe-metric.ts'

/** What every kind of probe tells. */
export const probeMetrics: readonly ProbeMetric[] = [
  {
    name: 'probe_success',
    help: 'Whether the last probe succeeded: 1 for up and degraded, 0 for down, absent for unknown',
    read: succeeded,
  },
  {
    name: 'probe_duration_seconds',
    help: 'How long the last probe took',
    read: ({ durationMs }) => seconds(durationMs),
  },
  {
    name: 'probe_timeout_seconds',
    help: 'The deadline over the whole probe',
    read: (_result, { timeoutMs }) => seconds(timeoutMs),
  },
  {
    name: 'probe_dns_lookup_time_seconds',
    help: 'How long the lookup of the name took; absent where an address was asked',
    read: ({ observed }) => seconds(observed.phases.resolveMs),
  },
  {
    name: 'probe_ip_protocol',
    help: 'The family of the address that was asked, 4 or 6; absent when none was reached',
    read: ({ observed }) => observed.family,
  },
]
