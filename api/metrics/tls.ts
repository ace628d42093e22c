import { type ProbeMetric, seconds } from './probe-metric.ts'

/** A name of a protocol or a cipher. What else a target may have us print is `other`. */
const NAME = /^[\w. -]{1,48}$/

/** What the last TLS handshake of any kind of probe tells. */
export const tlsMetrics: readonly ProbeMetric[] = [
  {
    name: 'probe_ssl_earliest_cert_expiry',
    help: 'When the first certificate of the chain expires, in unix time',
    read: ({ observed }) => seconds(observed.tls?.certificate.earliestExpiry ?? null),
  },
  {
    name: 'probe_ssl_last_chain_expiry_timestamp_seconds',
    help: 'When the chain expires that lives longest, in unix time',
    read: ({ observed }) => seconds(observed.tls?.certificate.lastChainExpiry ?? null),
  },
  {
    name: 'probe_tls_version_info',
    help: 'The version of TLS that was agreed on; always 1',
    label: 'version',
    read: ({ observed }) => info(observed.tls?.version.replace(/^TLSv/, 'TLS ')),
  },
  {
    name: 'probe_tls_cipher_info',
    help: 'The cipher suite that was agreed on; always 1',
    label: 'cipher',
    read: ({ observed }) => info(observed.tls?.cipher),
  },
]

function info(name: string | undefined): Record<string, number> | null {
  return name === undefined ? null : { [NAME.test(name) ? name : 'other']: 1 }
}
