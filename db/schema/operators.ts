import type { Kit } from './kit.ts'

/** Who may write, and what they wrote. */
export const operatorTables = ({ table, key, text, at, json, index }: Kit) => {
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
      actor: text('actor').notNull(),
      action: text('action').notNull(),
      subject: text('subject').notNull(),
      before: json('before'),
      after: json('after'),
      requestId: text('request_id'),
    },
    (row) => [index('audit_by_subject').on(row.subject)],
  )
  return { tokens, audit }
}
