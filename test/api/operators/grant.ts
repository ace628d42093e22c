import type { Database } from '#db/open.ts'
import { insertToken } from '#db/tokens.ts'
import { type Scope, type Token, tokenHash } from '#domain/token.ts'

/** What a token is known by beside its scopes. */
export interface Bearer extends Partial<Token> {
  scopes: readonly Scope[]
}

/** Puts a token on record, and gives what its bearer says. */
export async function grant(db: Database, name: string, { scopes, ...known }: Bearer): Promise<string> {
  const text = `sk_${name}`
  const token = { id: `tok_${name}`, name, scopes, createdAt: 0, expiresAt: null, revokedAt: null, ...known }
  await db.write((tx) => insertToken(tx, db, { ...token, hash: tokenHash(text) }))
  return text
}
