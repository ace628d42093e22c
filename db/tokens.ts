import { asc, eq } from 'drizzle-orm'
import type { Scope, Token } from '#domain/token.ts'
import type { Database } from './database.ts'
import type { Transaction } from './writer.ts'

/** A token, and what it is known by. */
export interface KnownToken extends Token {
  hash: string
}

/** The token of a hash, held or not; `undefined` when there is none. */
export async function findTokenByHash({ orm, tables }: Database, hash: string): Promise<KnownToken | undefined> {
  const [row] = await orm.select().from(tables.tokens).where(eq(tables.tokens.hash, hash))
  return row && { ...row, scopes: row.scopes as readonly Scope[] }
}

/** All tokens there ever were, oldest first. */
export async function listTokens({ orm, tables }: Database): Promise<Token[]> {
  const { id, name, scopes, createdAt, expiresAt, revokedAt } = tables.tokens
  const shown = { id, name, scopes, createdAt, expiresAt, revokedAt }
  const rows = await orm.select(shown).from(tables.tokens).orderBy(asc(tables.tokens.createdAt), asc(tables.tokens.id))
  return rows.map((row) => ({ ...row, scopes: row.scopes as readonly Scope[] }))
}

/** Adds a token by its hash. */
export async function insertToken(tx: Transaction, { tables }: Database, token: KnownToken): Promise<void> {
  await tx.insert(tables.tokens).values(token)
}

/** Ends a token from an instant on. */
export async function revokeToken(tx: Transaction, { tables }: Database, id: string, at: number): Promise<void> {
  await tx.update(tables.tokens).set({ revokedAt: at }).where(eq(tables.tokens.id, id))
}
