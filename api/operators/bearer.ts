import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { Database } from '#db/open.ts'
import { findTokenByHash } from '#db/tokens.ts'
import { isHeld, opens, type Scope, type Token, tokenHash } from '#domain/token.ts'
import { UNCACHED } from '../headers.ts'
import { type ClientAddress, clientBlock } from '../http/client-address.ts'
import { createRateLimit } from '../http/rate-limit.ts'
import type { Log } from '../log.ts'
import { Problem } from '../problem.ts'
import type { OperatorEnv, RequireScope } from './operator-env.ts'

export interface BearerDeps {
  db: Database
  log: Pick<Log, 'error'>
  clientAddress: ClientAddress
  now: () => number
}

/** A script with a token mistyped stays below this; who tries tokens does not. */
const FAILURES = { burst: 10, refillMs: 6000, mostKeys: 10_000 }
/** The hash of no token: compared with where there is none, so that all refusals take alike. */
const NOBODY = tokenHash('')

/**
 * Makes the doors that tokens open. A missing token, a wrong one and one that is over are told alike; failures are
 * limited by address, and a token that is right is never among them, so that nobody can be locked out by guesses.
 */
export function createRequireScope({ db, log, clientAddress, now }: BearerDeps): RequireScope {
  const failures = createRateLimit({ ...FAILURES, now })

  const findHeld = async (header: string | undefined): Promise<Token | undefined> => {
    const [, token = ''] = /^Bearer +(sk_\w{1,200})$/i.exec(header ?? '') ?? []
    const hash = tokenHash(token)
    const { hash: known, ...found } = (await findTokenByHash(db, hash)) ?? { hash: NOBODY }
    const isRight = timingSafeEqual(Buffer.from(hash), Buffer.from(known))
    return isRight && token !== '' && 'id' in found && isHeld(found, now()) ? found : undefined
  }

  const authenticate = async (c: Context<OperatorEnv>): Promise<Token> => {
    const token = await findHeld(c.req.header('authorization')).catch((error: unknown) => {
      log.error({ err: error, requestId: c.get('requestId') }, 'tokens could not be read')
      throw new Problem('UNAVAILABLE', 'The record cannot be read just now. Say it again later.')
    })
    if (token) return token
    const address = clientAddress(c.env?.incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'))
    throw refusal(failures.take(clientBlock(address)))
  }

  return (...scopes) =>
    async (c, next) => {
      const token = await authenticate(c)
      if (!opens(token, scopes)) throw underScoped(scopes)
      c.set('token', token)
      await next()
    }
}

/** The same whatever is wrong with a token. */
function refusal(waitMs: number): Problem {
  if (waitMs === 0) {
    const headers = { ...UNCACHED, 'WWW-Authenticate': 'Bearer' }
    return new Problem('AUTH_001', 'A valid token is needed: Authorization: Bearer sk_…', { headers })
  }
  const headers = { ...UNCACHED, 'Retry-After': String(Math.ceil(waitMs / 1000)) }
  return new Problem('RATE_001', 'Too many requests without a valid token.', { headers })
}

function underScoped(scopes: readonly Scope[]): Problem {
  const wanted = [...new Set([...scopes, 'admin'])].join(' or ')
  const challenge = `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`
  return new Problem('PERM_001', `This needs a token of the scope ${wanted}.`, {
    headers: { ...UNCACHED, 'WWW-Authenticate': challenge },
  })
}
