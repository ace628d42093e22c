import type { Assertion } from './assertion.ts'
import type { Outcome } from './result.ts'
import type { Secret } from './secret.ts'
import type { Impact } from './status.ts'
import type { Policy } from './verdict.ts'

/** When a check is asked: every so many milliseconds, or at a cron expression's times. */
export type Schedule = { everyMs: number } | { cron: string; timezone: string }

export interface CheckBase {
  id: string
  /** What it asks, in words for visitors; `null` where its id says it. */
  name: string | null
  componentId: string
  region: string
  schedule: Schedule
  /** The deadline over the whole probe. */
  timeoutMs: number
  retryEveryMs: number
  policy: Policy
  expect: readonly Assertion[]
  /** The most severe status that this check can claim. */
  worst: Impact | null
  /** Shown, but never lowers the component's status. */
  informational: boolean
  private: boolean
}

/** Which family of addresses to ask first; `null` takes them as the resolver gives them. */
export type AddressFamily = 4 | 6 | null

/** How one HTTP request is made. What a secret holds is sent and never shown. */
export interface HttpRequest {
  url: Secret
  method: string
  headers: Readonly<Record<string, Secret>>
  body: Secret | null
  bearer: Secret | null
  basic: { username: Secret; password: Secret } | null
}

/** How connections for requests are made. */
export interface HttpConnection {
  /** A client certificate and its key, PEM. */
  clientCertificate: { cert: Secret; key: Secret } | null
  /** How many redirects are followed; 0 makes a redirect the answer. */
  redirects: number
  family: AddressFamily
  /** Whether HTTP/2 may be agreed on. */
  http2: boolean
  /** Whether a connection is kept from one probe to the next. */
  reuse: boolean
}

export interface HttpCheck extends CheckBase, HttpRequest, HttpConnection {
  kind: 'http'
}

/** HTTP steps that pass values on; the last answer is judged by `expect`, each step by its own. */
export interface SequenceCheck extends CheckBase, HttpConnection {
  kind: 'sequence'
  steps: readonly SequenceStep[]
}

/** One request of a sequence. `{{name}}` in its url, headers or body stands for a value taken before. */
export interface SequenceStep extends HttpRequest {
  name: string
  expect: readonly Assertion[]
  /** Values taken from the answer: a name, and a JSON Pointer or a header. */
  take: Readonly<Record<string, { json: string } | { header: string }>>
}

/** Opens a WebSocket, sends one message and waits for an answer that contains `answer`. */
export interface WebSocketCheck extends CheckBase {
  kind: 'websocket'
  url: Secret
  bearer: Secret | null
  send: Secret
  /** A text that the awaited message contains. */
  answer: string
  family: AddressFamily
}

/** Connects; sends and waits for an answer if told to. */
export interface TcpCheck extends CheckBase {
  kind: 'tcp'
  host: string
  port: number
  send: Secret | null
  /** A text that what comes back contains; `null` is content with the connection. */
  answer: string | null
  family: AddressFamily
}

/** A TLS handshake, for what its certificate says. */
export interface TlsCheck extends CheckBase {
  kind: 'tls'
  host: string
  port: number
  /** The name that the certificate must be for; the host unless told otherwise. */
  servername: string
  starttls: 'smtp' | null
  family: AddressFamily
}

export const DNS_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SOA', 'SRV', 'CAA'] as const
export type DnsType = (typeof DNS_TYPES)[number]

/** A question to one resolver. */
export interface DnsCheck extends CheckBase {
  kind: 'dns'
  name: string
  type: DnsType
  resolver: { host: string; port: number }
  family: AddressFamily
}

/** A job that says by itself that it ran; late after the interval and the grace. */
export interface HeartbeatCheck extends CheckBase {
  kind: 'heartbeat'
  token: Secret
  graceMs: number
}

/** What is asked from here. A heartbeat is not: its job speaks up by itself. */
export type ActiveCheck = HttpCheck | SequenceCheck | WebSocketCheck | TcpCheck | TlsCheck | DnsCheck
export type Check = ActiveCheck | HeartbeatCheck

/** What an application error code found in an answer means. */
export interface ErrorCode {
  outcome: Outcome
  /** Public, in plain words. */
  text: string
}
export type ErrorCodes = Readonly<Record<string, ErrorCode>>
