/** A row of the guide's tables, as an answer carries it. */
export interface ErrorRow {
  /** In an answer and as a mode: `SYNC_001`, `503`. */
  code: string
  /** The HTTP status that it comes with. */
  status: number
  message: string
  solution: string
}

/** “HTTP Status Codes” of the troubleshooting guide. */
export const HTTP_ERRORS: readonly ErrorRow[] = [
  { code: '400', status: 400, message: 'Bad Request', solution: 'Check request format and parameters' },
  { code: '401', status: 401, message: 'Unauthorized', solution: 'Verify API key or login credentials' },
  { code: '403', status: 403, message: 'Forbidden', solution: 'Check permissions and scopes' },
  { code: '404', status: 404, message: 'Not Found', solution: 'Verify resource ID exists' },
  { code: '429', status: 429, message: 'Rate Limited', solution: 'Implement backoff or upgrade plan' },
  { code: '500', status: 500, message: 'Server Error', solution: 'Retry or contact support' },
  { code: '503', status: 503, message: 'Service Unavailable', solution: 'Check status page' },
]

/** “Application Error Codes” of the troubleshooting guide. */
export const APPLICATION_ERRORS: readonly ErrorRow[] = [
  { code: 'SYNC_001', status: 503, message: 'Salesforce connection failed', solution: 'Reconnect Salesforce' },
  { code: 'SYNC_002', status: 503, message: 'API limit exceeded', solution: 'Wait for reset' },
  { code: 'AUTH_001', status: 401, message: 'Invalid credentials', solution: 'Reset password' },
  { code: 'AUTH_002', status: 401, message: 'MFA required', solution: 'Enable MFA' },
  { code: 'RATE_001', status: 429, message: 'Rate limit exceeded', solution: 'Reduce request rate' },
  { code: 'DATA_001', status: 404, message: 'Record not found', solution: 'Verify record ID' },
  { code: 'PERM_001', status: 403, message: 'Insufficient permissions', solution: 'Contact admin' },
]

/** The row of a code of either table; `undefined` for what is in neither. */
export function findError(code: string): ErrorRow | undefined {
  return [...HTTP_ERRORS, ...APPLICATION_ERRORS].find((row) => row.code === code)
}

/** The row of a code that is known to be in a table. */
export function errorOf(code: 'AUTH_001' | 'DATA_001'): ErrorRow {
  const row = findError(code)
  if (!row) throw new RangeError(`Neither table has ${code}`)
  return row
}

/** An error as Scopien's API writes it. */
export function errorDocument({ code, message, solution }: ErrorRow): { error: Omit<ErrorRow, 'status'> } {
  return { error: { code, message, solution } }
}
