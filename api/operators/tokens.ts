import { randomBytes } from 'node:crypto'
import { insertAudit } from '#db/audit.ts'
import type { Database } from '#db/open.ts'
import { insertToken, listTokens, revokeToken } from '#db/tokens.ts'
import { base32 } from '#domain/maintenance.ts'
import { isHeld, type Scope, type Token, tokenHash } from '#domain/token.ts'
import { newId } from '../new-id.ts'

/** Bits enough that nobody ever guesses one. */
const SECRET_BYTES = 32

/** A token that cannot be made or ended as asked; the message says why. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
}

/** What a new token is to be. */
export interface NewToken {
  name: string
  scopes: readonly Scope[]
  expiresInMs: number | null
}

/**
 * Makes a token, and notes in the audit log that it was made.
 *
 * @returns the token itself, which is kept nowhere
 * @throws {TokenRefused} when another of this name is still held
 */
export async function createToken(db: Database, { name, scopes, expiresInMs }: NewToken, at: number): Promise<string> {
  const known = (await listTokens(db)).find((one) => one.name === name && isHeld(one, at))
  if (known)
    throw new TokenRefused(`A token named "${name}" is still held: revoke ${known.id} first, or take another name.`)
  const text = `sk_${base32(randomBytes(SECRET_BYTES))}`
  const expiresAt = expiresInMs === null ? null : at + expiresInMs
  const token = { id: newId('tok'), name, scopes, createdAt: at, expiresAt, revokedAt: null }
  await db.write(async (tx) => {
    await insertToken(tx, db, { ...token, hash: tokenHash(text) })
    await insertAudit(tx, db, { ...byHand(at), action: 'token.create', subject: token.id, before: null, after: token })
  })
  return text
}

/**
 * Ends a token, by its id or its name.
 *
 * @throws {TokenRefused} when there is none, or it is over already
 */
export async function endToken(db: Database, named: string, at: number): Promise<Token> {
  const found = (await listTokens(db)).filter(({ id, name }) => id === named || name === named)
  const held = found.find((one) => isHeld(one, at))
  if (!held)
    throw new TokenRefused(
      found.length > 0 ? `The token "${named}" is over already.` : `No token is called "${named}".`,
    )
  const ended = { ...held, revokedAt: at }
  await db.write(async (tx) => {
    await revokeToken(tx, db, held.id, at)
    await insertAudit(tx, db, { ...byHand(at), action: 'token.revoke', subject: held.id, before: held, after: ended })
  })
  return ended
}

/** Who has a shell on the machine needs no token. */
function byHand(at: number) {
  return { at, actor: 'command line', actorId: null, requestId: null }
}
