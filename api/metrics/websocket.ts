import { phasesOf } from './http.ts'
import type { ProbeMetric } from './probe-metric.ts'

/** What the last conversation over a WebSocket tells. */
export const webSocketMetrics: readonly ProbeMetric[] = [
  {
    name: 'probe_websocket_status_code',
    help: 'The status of the last answer to a WebSocket handshake',
    read: ({ observed }) => observed.websocket?.status ?? null,
  },
  {
    name: 'probe_websocket_connection_upgraded',
    help: 'Whether the last WebSocket handshake succeeded',
    read: ({ observed }) => (observed.websocket ? Number(observed.websocket.upgraded) : null),
  },
  {
    name: 'probe_websocket_duration_seconds',
    help: 'How long each part of the last WebSocket probe took',
    label: 'phase',
    read: ({ observed }, { kind }) => (kind === 'websocket' ? phasesOf(observed.phases) : null),
  },
]
