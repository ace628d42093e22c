import type { Observed } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { type ProbeMetric, seconds } from './probe-metric.ts'

type Dns = NonNullable<Observed['dns']>

/** What the last answer of a resolver tells. */
export const dnsMetrics: readonly ProbeMetric[] = [
  {
    name: 'probe_dns_duration_seconds',
    help: 'How long each part of the last DNS probe took',
    label: 'phase',
    read: ({ observed: { phases } }, { kind }) => {
      if (kind !== 'dns') return null
      const request = (phases.processingMs ?? 0) + (phases.transferMs ?? 0)
      return {
        resolve: seconds(phases.resolveMs) ?? 0,
        connect: seconds(phases.connectMs) ?? 0,
        request: request / 1000,
      }
    },
  },
  {
    name: 'probe_dns_answer_rrs',
    help: 'Records in the answer section of the last DNS answer',
    read: read(({ answers }) => answers),
  },
  {
    name: 'probe_dns_authority_rrs',
    help: 'Records in the authority section of the last DNS answer',
    read: read(({ authorities }) => authorities),
  },
  {
    name: 'probe_dns_additional_rrs',
    help: 'Records in the additional section of the last DNS answer',
    read: read(({ additionals }) => additionals),
  },
  {
    name: 'probe_dns_serial',
    help: 'The serial number of the zone, where a SOA record was answered',
    read: read(({ serial }) => serial),
  },
]

function read(one: (dns: Dns) => number | null): (result: Result) => number | null {
  return ({ observed }) => (observed.dns ? one(observed.dns) : null)
}
