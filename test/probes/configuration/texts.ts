import { ConfigurationError } from '../../../probes/configuration/faults.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'

/** The faults of a text, as they are listed; none when it is read. */
export function faultsOf(text: string, environment: Record<string, string> = {}): string[] {
  try {
    readConfiguration(text, environment, 'status.yaml')
    return []
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.message.split('\n  ').slice(1)
  }
}

/** A file of one component with one check that also says this. */
export function withCheck(more: string): string {
  return `page: { name: Scopien }
components: [{ id: api, name: API, checks: [{ id: health, kind: http, url: 'https://api.scopien.com', ${more} }] }]`
}

const fileOf = (check: string) => `page: { name: Scopien }
components:
  - id: api
    name: API
    checks:
      - ${check}`

/** A file with one check of each kind, as short as the kind can be said. */
export const CHECKS = {
  http: fileOf('{ id: a, kind: http, url: "https://api.scopien.com" }'),
  tcp: fileOf('{ id: a, kind: tcp, host: mail.scopien.com, port: 25 }'),
  tls: fileOf('{ id: a, kind: tls, host: api.scopien.com }'),
  dns: fileOf('{ id: a, kind: dns, name: scopien.com, resolver: 192.0.2.53 }'),
  websocket: fileOf('{ id: a, kind: websocket, url: "wss://api.scopien.com", send: ping, answer: pong }'),
  heartbeat: fileOf('{ id: a, kind: heartbeat, token: 0123456789abcdef0123456789abcdef }'),
  sequence: fileOf('{ id: a, kind: sequence, steps: [{ name: home, url: "https://api.scopien.com" }] }'),
} as const
