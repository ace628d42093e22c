import type { Kit } from './kit.ts'

/** Who may write, and what they wrote. */
export const operatorTables = ({ table, key, text, at, integer, json, primaryKey, index }: Kit) => {
  const tokens = table('tokens', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** SHA-256 of the token, in hex; the token itself is stored nowhere. */
    hash: text('hash').notNull().unique(),
    scopes: json('scopes').$type<readonly string[]>().notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
  })
  const audit = table(
    'audit',
    {
      key: key('key'),
      at: at('at').notNull(),
      /** The name of the token, or of what acted by itself. */
      actor: text('actor').notNull(),
      /** The token's id; `null` for what acted without one. */
      actorId: text('actor_id'),
      action: text('action').notNull(),
      subject: text('subject').notNull(),
      before: json('before'),
      after: json('after'),
      requestId: text('request_id'),
    },
    (row) => [index('audit_by_subject').on(row.subject)],
  )
  /** What was answered to a request that may come again. */
  const idempotencyKeys = table(
    'idempotency_keys',
    {
      tokenId: text('token_id').notNull(),
      key: text('key').notNull(),
      at: at('at').notNull(),
      /** Of what was asked: the same key with another request is a mistake. */
      fingerprint: text('fingerprint').notNull(),
      status: integer('status').notNull(),
      headers: json('headers').$type<Readonly<Record<string, string>>>().notNull(),
      body: text('body').notNull(),
    },
    (row) => [primaryKey({ columns: [row.tokenId, row.key] })],
  )
  return { tokens, audit, idempotencyKeys }
}
