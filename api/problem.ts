/** The codes that a problem can carry: Scopien's own where one fits, and their HTTP status and title. */
export const PROBLEMS = {
  BAD_REQUEST: { status: 400, title: 'Bad Request' },
  AUTH_001: { status: 401, title: 'Unauthorized' },
  PERM_001: { status: 403, title: 'Forbidden' },
  DATA_001: { status: 404, title: 'Not Found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method Not Allowed' },
  REQUEST_TIMEOUT: { status: 408, title: 'Request Timeout' },
  CONFLICT: { status: 409, title: 'Conflict' },
  PRECONDITION_FAILED: { status: 412, title: 'Precondition Failed' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'Content Too Large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported Media Type' },
  RATE_001: { status: 429, title: 'Too Many Requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Request Header Fields Too Large' },
  INTERNAL: { status: 500, title: 'Internal Server Error' },
  NOT_IMPLEMENTED: { status: 501, title: 'Not Implemented' },
  UNAVAILABLE: { status: 503, title: 'Service Unavailable' },
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** One fault of a request, and where it is: a parameter of the query, or a JSON Pointer into the body. */
export type ProblemError = { detail: string } & ({ parameter: string } | { pointer: string })

interface ProblemOptions {
  headers?: Readonly<Record<string, string>>
  errors?: readonly ProblemError[]
  /** What of ours failed; the log tells of it, the answer does not. */
  cause?: unknown
}

/** A request that cannot be answered as it was asked; the detail is for the one who asked. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** What HTTP says of it besides: `Allow`, `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>
  readonly errors: readonly ProblemError[]

  constructor(code: ProblemCode, detail: string, { headers = {}, errors = [], cause }: ProblemOptions = {}) {
    super(detail, { cause })
    this.name = 'Problem'
    this.code = code
    this.headers = headers
    this.errors = errors
  }
}

const LONGEST_QUOTED = 100

/** Nothing of a kind has an id, or nothing that whoever asks is told of. */
export function noSuch(kind: 'component' | 'incident' | 'maintenance' | 'series', id: string): Problem {
  return new Problem('DATA_001', `No ${kind} has the id "${id.slice(0, LONGEST_QUOTED)}".`)
}

export const PROBLEM_TYPE = 'application/problem+json'

/** What HTTP says of a problem besides its document. */
export function problemHeaders({ code, headers }: Problem): Readonly<Record<string, string>> {
  const retry = PROBLEMS[code].status === 503 ? { 'Retry-After': '5' } : {}
  return { ...retry, ...headers, 'Content-Type': PROBLEM_TYPE }
}

/** A problem as RFC 9457 writes it. */
export function toProblemDocument({ code, message, errors }: Problem, requestId: string) {
  const { status, title } = PROBLEMS[code]
  return { type: 'about:blank', title, status, code, detail: message, requestId, ...(errors.length > 0 && { errors }) }
}
