import type { MiddlewareHandler } from 'hono'
import type { Scope, Token } from '#domain/token.ts'

/** What the routes of operators find in a request's context. */
export type OperatorEnv = {
  /** What the server hands on of the connection; a request that came over none has not even the bindings. */
  Bindings: { incoming?: { socket: { remoteAddress?: string } } }
  Variables: { token: Token; requestId: string }
}

/** Lets those in whose token has one of these scopes. */
export type RequireScope = (...scopes: readonly Scope[]) => MiddlewareHandler<OperatorEnv>
