import { openDatabase } from '#db/open.ts'
import type { Scope } from '#domain/token.ts'
import { createToken } from '../../api/operators/tokens.ts'

/** Makes a token beside a running server, as its operator would. */
export async function tokenFor(variables: Readonly<Record<string, string>>, scope: Scope): Promise<string> {
  const db = await openDatabase(variables['DATABASE_URL'] ?? '', 'db/migrations')
  try {
    return await createToken(db, { name: scope, scopes: [scope], expiresInMs: null }, Date.now())
  } finally {
    await db.close()
  }
}
