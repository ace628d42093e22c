import { describe, expect, test } from 'vitest'
import { UNOBSERVED } from '#domain/observed.ts'
import { resultOf } from '../../facts.ts'
import { NOW } from '../../site/view.ts'

import { found, HTTP, metricsOf, PHASES, seen, seriesOf, TLS } from './scraping.ts'

describe('what a probe saw', () => {
  test('an answer over HTTPS', async () => {
    const observed = seen({ phases: PHASES, family: 6, tls: TLS, http: HTTP })
    expect(await seriesOf(metricsOf(found({ observed, durationMs: 84 })))).toEqual({
      probe_success: 1,
      probe_duration_seconds: 0.084,
      probe_timeout_seconds: 5,
      probe_dns_lookup_time_seconds: 0.004,
      probe_ip_protocol: 6,
      'probe_http_duration_seconds phase="resolve"': 0.004,
      'probe_http_duration_seconds phase="connect"': 0.001,
      'probe_http_duration_seconds phase="tls"': 0.02,
      'probe_http_duration_seconds phase="processing"': 0.05,
      'probe_http_duration_seconds phase="transfer"': 0.002,
      probe_http_status_code: 200,
      probe_http_version: 2,
      probe_http_ssl: 1,
      probe_http_redirects: 1,
      probe_http_content_length: -1,
      probe_http_uncompressed_body_length: 512,
      probe_http_last_modified_timestamp_seconds: 1_700_000_000,
      probe_ssl_earliest_cert_expiry: 1_800_000_000,
      probe_ssl_last_chain_expiry_timestamp_seconds: 1_900_000_000,
      'probe_tls_version_info version="TLS 1.3"': 1,
      'probe_tls_cipher_info cipher="TLS_AES_256_GCM_SHA384"': 1,
    })
  })

  test('no answer leaves nothing of the one before', async () => {
    const before = found({ observed: seen({ phases: PHASES, family: 4, tls: TLS, http: HTTP }) })
    const series = await seriesOf(metricsOf(before, found({ outcome: 'down', reasonCode: 'timeout' })))
    expect(Object.keys(series).map((name) => name.split(' ')[0])).toEqual([
      'probe_success',
      'probe_duration_seconds',
      'probe_timeout_seconds',
      ...new Array(5).fill('probe_http_duration_seconds'),
    ])
  })

  test('records', async () => {
    const observed = seen({
      phases: { ...UNOBSERVED.phases, connectMs: 1, processingMs: 9 },
      dns: { rcode: 'NOERROR', answers: 3, authorities: 2, additionals: 1, serial: 2026112301 },
    })
    expect(await seriesOf(metricsOf(resultOf('zone', NOW, { observed })), 'zone')).toMatchObject({
      'probe_dns_duration_seconds phase="resolve"': 0,
      'probe_dns_duration_seconds phase="connect"': 0.001,
      'probe_dns_duration_seconds phase="request"': 0.009,
      probe_dns_answer_rrs: 3,
      probe_dns_authority_rrs: 2,
      probe_dns_additional_rrs: 1,
      probe_dns_serial: 2026112301,
    })
  })

  test('a conversation over a WebSocket', async () => {
    const observed = seen({ phases: PHASES, websocket: { status: 101, upgraded: true } })
    expect(await seriesOf(metricsOf(resultOf('chat', NOW, { observed })), 'chat')).toMatchObject({
      probe_websocket_status_code: 101,
      probe_websocket_connection_upgraded: 1,
      'probe_websocket_duration_seconds phase="processing"': 0.05,
    })
  })

  test.each<[string, string]>([
    ['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['"} 1\nevil{a="', 'other'],
    ['x'.repeat(200), 'other'],
  ])('a cipher named %j is shown as %s, and only the last one', async (cipher, shown) => {
    const results = [TLS, { ...TLS, cipher }].map((tls) => found({ observed: seen({ tls }) }))
    const names = Object.keys(await seriesOf(metricsOf(...results))).filter((name) =>
      name.startsWith('probe_tls_cipher'),
    )
    expect(names).toEqual([`probe_tls_cipher_info cipher="${shown}"`])
  })
})
