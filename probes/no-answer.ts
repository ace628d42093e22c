import type { NoAnswer } from '#domain/answer.ts'
import type { NoAnswerCode } from '#domain/reason.ts'

/** Ends a call from within; `egress` hands it on as data. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  readonly reasonCode: NoAnswerCode

  constructor(reasonCode: NoAnswerCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reasonCode = reasonCode
  }
}

/**
 * Why a call got no answer, by the error that ended it.
 *
 * @throws {unknown} the error itself when it is not the doing of a target or a network: then it is our bug
 */
export function noAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswerError) return { reasonCode: error.reasonCode, detail: error.message }
  const code = codeOf(error)
  const reasonCode = REASON_OF_CODE.get(code) ?? reasonOfFamily(code)
  if (!reasonCode || !(error instanceof Error)) throw error
  return { reasonCode, detail: `${code || error.name}: ${error.message}` }
}

/** Why a connection could not be made. What keeps us from trying at all is told from what the target did. */
export function connectionFailure(error: unknown): NoAnswerError {
  const code = codeOf(error)
  const reasonCode = CONNECT_REASONS.get(code) ?? 'connection_failed'
  return new NoAnswerError(reasonCode, error instanceof Error ? error.message : code, { cause: error })
}

/** Why a name has no address. `EAI_AGAIN` is a resolver that does not answer: nothing was learnt of the name. */
export function lookupFailure(error: unknown): NoAnswerError {
  const reasonCode = codeOf(error) === 'EAI_AGAIN' ? 'no_network' : 'dns_failed'
  return new NoAnswerError(reasonCode, error instanceof Error ? error.message : 'no such name', { cause: error })
}

const CONNECT_REASONS = new Map<string, NoAnswerCode>([
  ['ECONNREFUSED', 'connection_refused'],
  ['ETIMEDOUT', 'timeout'],
  ['ENETUNREACH', 'no_network'],
  ['ENETDOWN', 'no_network'],
  ['EADDRNOTAVAIL', 'no_network'],
  ['EACCES', 'no_network'],
  ['EPERM', 'no_network'],
  ['EMFILE', 'no_network'],
  ['ENFILE', 'no_network'],
])

/** What Node and its decoders call the ways in which an answer fails once there is a connection. */
const REASON_OF_CODE = new Map<string, NoAnswerCode>([
  ['ECONNRESET', 'connection_failed'],
  ['EPIPE', 'connection_failed'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'connection_failed'],
  // A body cut short.
  ['HPE_INVALID_EOF_STATE', 'connection_failed'],
  ['ETIMEDOUT', 'connection_failed'],
  ['EHOSTUNREACH', 'connection_failed'],
  ['HPE_HEADER_OVERFLOW', 'too_large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'too_large'],
  ['ERR_BUFFER_TOO_LARGE', 'too_large'],
])

/** Parser errors are `HPE_…`, those of decoders `Z_…` and `ERR__…`, and TLS may fail after its handshake too. */
function reasonOfFamily(code: string): NoAnswerCode | undefined {
  if (/^(HPE_|Z_|ERR__|ERR_BROTLI)/.test(code)) return 'protocol_error'
  return /^(EPROTO$|ERR_(SSL|TLS)_)/.test(code) ? 'tls_failed' : undefined
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
