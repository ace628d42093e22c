import { and, desc, eq, lt } from 'drizzle-orm'
import type { AuditEntry } from '#domain/audit.ts'
import type { Database } from './database.ts'
import { isId } from './id.ts'
import type { Transaction } from './writer.ts'

export interface AuditQuery {
  /** The id of what was changed; `null` is of all. */
  subject: string | null
  limit: number
  /** The key of the last one of the page before; `null` begins with the newest. */
  after: number | null
}

/** Adds what was done, in the transaction that does it. */
export async function insertAudit(tx: Transaction, { tables }: Database, entry: AuditEntry): Promise<void> {
  await tx.insert(tables.audit).values(entry)
}

/** One page of the log, newest first; `key` grows with each entry. */
export async function listAudit(
  { orm, tables }: Database,
  { subject, limit, after }: AuditQuery,
): Promise<(AuditEntry & { key: number })[]> {
  if (subject !== null && !isId(subject)) return []
  const { audit: table } = tables
  return orm
    .select()
    .from(table)
    .where(
      and(subject === null ? undefined : eq(table.subject, subject), after === null ? undefined : lt(table.key, after)),
    )
    .orderBy(desc(table.key))
    .limit(limit)
}
