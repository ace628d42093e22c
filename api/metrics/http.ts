import type { Observed, Phases } from '#domain/observed.ts'
import type { Result } from '#domain/result.ts'
import { type ProbeMetric, seconds } from './probe-metric.ts'

type Http = NonNullable<Observed['http']>

/** What the last HTTP answer of a check or a sequence tells. */
export const httpMetrics: readonly ProbeMetric[] = [
  {
    name: 'probe_http_duration_seconds',
    help: 'How long each part of the last HTTP probe took, summed over redirects',
    label: 'phase',
    read: ({ observed }, { kind }) => (kind === 'http' || kind === 'sequence' ? phasesOf(observed.phases) : null),
  },
  {
    name: 'probe_http_status_code',
    help: 'The status of the last HTTP answer',
    read: read(({ status }) => status),
  },
  {
    name: 'probe_http_version',
    help: 'The version of HTTP of the last answer',
    read: read(({ version }) => Number(version)),
  },
  {
    name: 'probe_http_ssl',
    help: 'Whether the last request, after all redirects, was over TLS',
    read: read(({ secure }) => (secure ? 1 : 0)),
  },
  {
    name: 'probe_http_redirects',
    help: 'How many redirects were followed',
    read: read(({ redirects }) => redirects),
  },
  {
    name: 'probe_http_content_length',
    help: 'The length that the last HTTP answer announced; -1 when it did not',
    read: read(({ contentLength }) => contentLength ?? -1),
  },
  {
    name: 'probe_http_uncompressed_body_length',
    help: 'The length of the body of the last HTTP answer, after decompression',
    read: read(({ bodyBytes }) => bodyBytes),
  },
  {
    name: 'probe_http_last_modified_timestamp_seconds',
    help: 'When the last HTTP answer says that it was modified; absent when it does not',
    read: read(({ lastModifiedAt }) => seconds(lastModifiedAt)),
  },
]

/** Every phase by its name, in seconds; 0 for a part that there was not, as an address needs no lookup. */
export function phasesOf(phases: Phases): Record<string, number> {
  return {
    resolve: seconds(phases.resolveMs) ?? 0,
    connect: seconds(phases.connectMs) ?? 0,
    tls: seconds(phases.tlsMs) ?? 0,
    processing: seconds(phases.processingMs) ?? 0,
    transfer: seconds(phases.transferMs) ?? 0,
  }
}

function read(one: (http: Http) => number | null): (result: Result) => number | null {
  return ({ observed }) => (observed.http ? one(observed.http) : null)
}
