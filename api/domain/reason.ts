import type { ErrorCodes } from './check.ts'
import type { Outcome } from './result.ts'

/**
 * Why no answer came, and what that makes of the result. Where we never asked, by our own rule or for want of our own
 * network, nothing was learnt of the target.
 */
export const NO_ANSWER = {
  timeout: 'down',
  dns_failed: 'down',
  connection_refused: 'down',
  connection_failed: 'down',
  tls_failed: 'down',
  certificate_expired: 'down',
  certificate_invalid: 'down',
  too_large: 'down',
  too_many_headers: 'down',
  too_many_redirects: 'down',
  protocol_error: 'down',
  // The target sent us where we may not go, which is its own doing.
  forbidden_redirect: 'down',
  forbidden_address: 'unknown',
  no_network: 'unknown',
  local_network: 'unknown',
} as const satisfies Record<string, Outcome>
export type NoAnswerCode = keyof typeof NO_ANSWER

/** Reason codes in plain words for visitors. What is in neither this list nor the configuration is never shown. */
export const REASONS: Readonly<Record<string, string>> = {
  timeout: 'No answer in time',
  dns_failed: 'Its name could not be found',
  connection_refused: 'It refuses connections',
  connection_failed: 'The connection broke',
  tls_failed: 'No secure connection could be made',
  certificate_expired: 'Its certificate has expired',
  certificate_invalid: 'Its certificate is not to be trusted',
  too_large: 'The answer was too large',
  too_many_headers: 'The answer has too many headers',
  too_many_redirects: 'It leads from one address to the next without end',
  protocol_error: 'The answer could not be read',
  forbidden_redirect: 'It leads to an address that may not be asked from here',
  forbidden_address: 'Its address may not be asked from here',
  no_network: 'Our own network failed, so we could not ask',
  local_network: 'Our own network failed, so what we found says nothing',
  suspended: 'We slept ourselves, and asked nothing meanwhile',
  probe_failed: 'Our own check failed',
  slow: 'It answers, but slowly',
  unexpected_answer: 'It answers, but not as it should',
  stale_data: 'Its data is out of date',
  quota_low: 'Most of our request quota is used',
  certificate_expiring: 'Its certificate is about to expire',
  heartbeat_late: 'It has not reported in time',
  job_failed: 'It reported that it failed',
  dns_nxdomain: 'The name that it should know does not exist',
  dns_servfail: 'It could not find the name out',
  dns_refused: 'It refuses to answer',
  dns_no_records: 'It knows the name, but not what was asked of it',
  http_400: 'Bad request',
  http_500: 'Server error',
  http_503: 'Service unavailable',
  http_status: 'It answers with an error',
  SYNC_001: 'The connection to Salesforce failed',
  SYNC_002: 'Salesforce’s API limit is used up',
  AUTH_001: 'Our credentials were not accepted',
  AUTH_002: 'A second factor is required',
  RATE_001: 'We were asked to ask less often',
  DATA_001: 'What we asked for was not found',
  PERM_001: 'We may not ask this',
}

/** What is said of a code that is in neither. */
export const OTHER_REASON = 'The check did not pass'

/** A reason in plain words: the configuration's if it has the code, else ours. */
export function reasonText(code: string, errorCodes: ErrorCodes): string {
  const configured = Object.hasOwn(errorCodes, code) ? errorCodes[code]?.text : undefined
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined
  return configured ?? known ?? OTHER_REASON
}

/** The reason that an HTTP status gives; `http_status` for those without one of their own. */
export function statusReason(httpStatus: number): string {
  return STATUS_REASONS.get(httpStatus) ?? 'http_status'
}

const STATUS_REASONS = new Map([
  [400, 'http_400'],
  [401, 'AUTH_001'],
  [403, 'PERM_001'],
  [404, 'DATA_001'],
  [429, 'RATE_001'],
  [500, 'http_500'],
  [503, 'http_503'],
])

/** The reason that a DNS answer's code gives; `unexpected_answer` for those without one of their own. */
export function rcodeReason(rcode: string | null): string {
  return RCODE_REASONS.get(rcode ?? '') ?? 'unexpected_answer'
}

const RCODE_REASONS = new Map([
  ['NXDOMAIN', 'dns_nxdomain'],
  ['SERVFAIL', 'dns_servfail'],
  ['REFUSED', 'dns_refused'],
])
