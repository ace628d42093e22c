import { PROBLEM_TYPE, PROBLEMS, Problem, type ProblemCode, toProblemDocument } from '../problem.ts'
import { type HeaderName, headerReferences } from './headers.ts'

/** What is answered to bytes that are no request yet, and so belongs to no operation. */
type Unreadable = 'REQUEST_TIMEOUT' | 'HEADERS_TOO_LARGE'
export type RefusalCode = Exclude<ProblemCode, Unreadable>

/** What is refused, why, and with which headers besides. */
const TOLD: Readonly<Record<RefusalCode, { why: string; detail: string; headers?: readonly HeaderName[] }>> = {
  BAD_REQUEST: {
    why: 'The request cannot be so; `errors` names each fault and its place.',
    detail: 'limit: expected a whole number from 1 to 100, got "101"',
  },
  AUTH_001: {
    why: 'No token, a wrong one, or one that is over: all are answered alike.',
    detail: 'A valid token is needed: Authorization: Bearer sk_…',
    headers: ['WwwAuthenticate'],
  },
  PERM_001: {
    why: "The token's scopes do not suffice.",
    detail: 'This needs a token of the scope incidents:write or admin.',
    headers: ['WwwAuthenticate'],
  },
  DATA_001: { why: 'There is no such thing, or not for the public.', detail: 'No component has the id "apj".' },
  METHOD_NOT_ALLOWED: {
    why: 'Another method than those that `Allow` names.',
    detail: 'PUT is not possible here, only GET, HEAD.',
    headers: ['Allow'],
  },
  CONFLICT: {
    why: 'What there is stands against the change, or the `Idempotency-Key` came with another request before.',
    detail: 'This series is of the configuration file: change it there.',
  },
  PRECONDITION_FAILED: {
    why: 'It was changed meanwhile: `If-Match` does not hold. `ETag` is the tag that there is now.',
    detail: 'It was changed meanwhile: look at it again before you change it.',
    headers: ['ETag'],
  },
  PAYLOAD_TOO_LARGE: { why: 'The body has more than 256 KiB.', detail: 'A body may have 262144 bytes.' },
  UNSUPPORTED_MEDIA_TYPE: { why: 'The body is not said to be JSON.', detail: 'A body must be JSON, and say so.' },
  RATE_001: {
    why: 'Too many from one address that have to be worked on, or without a valid token; one that is right is let in even then.',
    detail: 'Too many requests without a valid token.',
    headers: ['RetryAfter'],
  },
  INTERNAL: {
    why: 'A fault of ours. The log tells more of it under the same `requestId`.',
    detail: 'The server failed to answer.',
  },
  NOT_IMPLEMENTED: {
    why: 'Not possible yet.',
    detail: 'This page has no subscriptions yet: follow /feed.atom, /feed.json or /api/events.',
  },
  UNAVAILABLE: {
    why: 'Not possible just now; nothing was changed.',
    detail: 'The record cannot be written just now, and nothing was changed. Say it again later.',
    headers: ['RetryAfter'],
  },
}

const nameOf = (code: RefusalCode): string => PROBLEMS[code].title.replaceAll(' ', '')

/** Answers to what is refused, by status, as references to their descriptions. */
export function problemReferences(codes: readonly RefusalCode[]): Record<string, { $ref: string }> {
  const sorted = [...new Set(codes)].sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status)
  return Object.fromEntries(
    sorted.map((code) => [PROBLEMS[code].status, { $ref: `#/components/responses/${nameOf(code)}` }]),
  )
}

/** The descriptions that are referred to, each with an example. */
export function problemComponents(schema: object) {
  const codes = Object.keys(TOLD) as RefusalCode[]
  return Object.fromEntries(
    codes.map((code) => {
      const { why, detail, headers } = TOLD[code]
      const example = toProblemDocument(new Problem(code, detail), '0b6f3b1e-9f6c-4c35-9d3b-6f1f6e6a2f10')
      const content = { [PROBLEM_TYPE]: { schema, example } }
      return [
        nameOf(code),
        { description: `\`${code}\`: ${why}`, ...(headers && { headers: headerReferences(headers) }), content },
      ]
    }),
  )
}
