import { and, eq, gt, lte } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { Transaction } from './writer.ts'

/** What was answered to a request that may come again. */
export interface KeptAnswer {
  /** Of what was asked: the same key with another request is a mistake. */
  fingerprint: string
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** A request that may come again, as its sender names it. */
export interface RequestKey {
  tokenId: string
  key: string
}

/** What was answered to a request since an instant; `undefined` when it did not come. */
export async function findAnswer(
  tx: Transaction,
  { tables }: Database,
  { tokenId, key }: RequestKey,
  since: number,
): Promise<KeptAnswer | undefined> {
  const { idempotencyKeys: table } = tables
  const { fingerprint, status, headers, body } = table
  const wanted = and(eq(table.tokenId, tokenId), eq(table.key, key), gt(table.at, since))
  const [found] = await tx.select({ fingerprint, status, headers, body }).from(table).where(wanted)
  return found
}

/** Keeps what is answered to a request, in the place of what was answered to an older one of the same name. */
export async function insertAnswer(
  tx: Transaction,
  { tables }: Database,
  { tokenId, key }: RequestKey,
  answer: KeptAnswer & { at: number },
): Promise<void> {
  const { idempotencyKeys: table } = tables
  await tx.delete(table).where(and(eq(table.tokenId, tokenId), eq(table.key, key)))
  await tx.insert(table).values({ tokenId, key, ...answer })
}

/** Forgets what was answered until an instant. */
export async function deleteAnswers(db: Database, until: number): Promise<void> {
  const { idempotencyKeys: table } = db.tables
  await db.write(async (tx) => {
    await tx.delete(table).where(lte(table.at, until))
  })
}
