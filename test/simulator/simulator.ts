import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { createAssistant } from './assistant.ts'
import { tellHandlerSpans } from './handler-spans.ts'
import { createSwitchboard } from './modes.ts'
import { createRoutes } from './routes.ts'
import { createTimers, type Delays } from './world.ts'

export interface SimulatorOptions {
  /** 0 for any free one. */
  port?: number
  /** The one key that is accepted; it begins with `sk_`. */
  apiKey: string
  now?: () => number
  delays?: Partial<Delays>
  /** Where an OTLP receiver takes the spans of its handlers; they tell nobody unless given. */
  tracesUrl?: string
}

/** A request as its handler saw it. */
export interface TracedRequest {
  path: string
  traceparent: string
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`; the assistant is at the same with `ws:`. */
  url: string
  /**
   * Puts a service in a mode, `ok` heals it.
   * @throws {RangeError} with a sentence that lists what is possible
   */
  control(service: string, mode: string): void
  /** The last requests that came with a place in a trace, oldest first. */
  traced: readonly TracedRequest[]
  /** Ends every connection and timer of it. */
  close(): Promise<void>
}

const DELAYS: Delays = { slowMs: 2500, assistantMs: 300, assistantSlowMs: 5000 }

/** Scopien as the troubleshooting guide describes it, on loopback, with faults on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (!options.apiKey.startsWith('sk_')) throw new RangeError('Expected an API key that begins with sk_')
  const timers = createTimers()
  const switchboard = createSwitchboard()
  const { apiKey, now = Date.now, delays } = options
  const world = { switchboard, apiKey, now, delays: { ...DELAYS, ...delays }, later: timers.later }
  const server = createServer(createRoutes(world)).on('upgrade', createAssistant(world))
  const sockets = trackSockets(server)
  const traced = listTraced(server)
  const ending = new AbortController()
  if (options.tracesUrl) tellHandlerSpans(server, options.tracesUrl, ending.signal)
  await listen(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    control: switchboard.set,
    traced,
    close: () => {
      timers.clear()
      ending.abort()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      return closed
    },
  }
}

const MOST_TRACED = 1000

function listTraced(server: Server): readonly TracedRequest[] {
  const all: TracedRequest[] = []
  const note = ({ url = '', headers: { traceparent } }: IncomingMessage): void => {
    if (typeof traceparent !== 'string') return
    if (all.push({ path: url.split('?')[0] ?? '', traceparent }) > MOST_TRACED) all.shift()
  }
  server.on('request', note).on('upgrade', note)
  return all
}

/** The open connections, those of WebSockets too, which a server does not close by itself. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
