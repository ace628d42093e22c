import { Hono } from 'hono'
import { listAudit } from '#db/audit.ts'
import type { Database } from '#db/open.ts'
import { UNCACHED } from '../headers.ts'
import type { OperatorEnv, RequireScope } from '../operators/operator-env.ts'
import { PAGE } from '../publish/cursor.ts'
import { iso } from '../publish/iso.ts'
import { expectParameters, readInteger } from '../publish/query.ts'

export interface AuditDeps {
  db: Database
  requireScope: RequireScope
}

const MOST_ENTRIES = 999_999_999

/** Who changed what, when, newest first. */
export const auditRoutes = ({ db, requireScope }: AuditDeps) =>
  new Hono<OperatorEnv>().get('/api/audit', requireScope('admin'), async (c) => {
    const query = new URL(c.req.url).searchParams
    expectParameters(query, ['subject', 'limit', 'cursor'])
    const limit = readInteger(query, 'limit', PAGE) ?? PAGE.unlessSaid
    const after = readInteger(query, 'cursor', { least: 1, most: MOST_ENTRIES }) ?? null
    const found = await listAudit(db, { subject: query.get('subject'), limit: limit + 1, after })
    const page = found.slice(0, limit)
    const entries = page.map(({ key, at, ...entry }) => ({ id: key, at: iso(at), ...entry }))
    const nextCursor = found.length > limit ? String(page.at(-1)?.key) : null
    return c.json({ entries, nextCursor }, 200, UNCACHED)
  })
