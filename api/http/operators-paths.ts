const PATHS = /^\/api\/((incidents|maintenance|components)(\/[^/]+)?|maintenance\/series\/[^/]+)$/
const BEARER = /^Bearer /i

/**
 * Whether a request to read something public is an operator's, who is shown more of it. Other credentials than a token
 * of ours say nothing: clients and proxies send them to everybody.
 */
export function isOperators(path: string, authorization: string | undefined): boolean {
  return bearsToken(authorization) && PATHS.test(path)
}

/** Whether credentials are a token, be it one of ours or not. */
export function bearsToken(authorization: string | undefined): boolean {
  return authorization !== undefined && BEARER.test(authorization)
}
