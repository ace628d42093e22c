import { and, asc, gte, lt } from 'drizzle-orm'
import type { Database } from './open.ts'
import type { Registry } from './registry.ts'
import { namedResults, type StoredResult } from './results.ts'

/** So many results are held at once. */
const PAGE = 5000

/** The results of `[from, to)` of every check, oldest first, page by page. */
export async function* resultPages(
  db: Database,
  registry: Registry,
  { from, to }: { from: number; to: number },
): AsyncGenerator<StoredResult[]> {
  const { results } = db.tables
  for (let next = from; ; ) {
    const window = and(gte(results.at, next), lt(results.at, to))
    const rows = await db.orm.select().from(results).where(window).orderBy(asc(results.at)).limit(PAGE)
    const last = rows.at(-1)
    if (!last) return
    const isLast = rows.length < PAGE
    // More of the last instant may follow: it begins the next page. None has a whole page.
    yield namedResults(isLast ? rows : rows.filter(({ at }) => at < last.at), registry)
    if (isLast) return
    next = last.at
  }
}
