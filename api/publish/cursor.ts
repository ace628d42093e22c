import { type Query, readInteger, refused } from './query.ts'

/** Where a page of things by their start begins. */
export interface After {
  startedAt: number
  id: string
}

/** Which part of a list is asked for. */
export interface PageQuery {
  limit: number
  /** The last one of the page before; `null` begins with the first. */
  after: After | null
}

/** How many things a page of a list has. */
export const PAGE = { least: 1, most: 100, unlessSaid: 25 } as const

/** What a page of a list is asked by: `limit` and `cursor`. @throws {Problem} when they cannot be so */
export function readPageQuery(query: Query): PageQuery {
  const limit = readInteger(query, 'limit', PAGE) ?? PAGE.unlessSaid
  const cursor = query.get('cursor')
  return { limit, after: cursor === null ? null : readCursor(cursor) }
}

/** One page of what was read, one more than asked for, and where the next one begins. */
export function toPage<Item>(
  items: readonly Item[],
  limit: number,
  toAfter: (item: Item) => After,
): { items: Item[]; nextCursor: string | null } {
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return { items: page, nextCursor: last && items.length > limit ? toCursor(toAfter(last)) : null }
}

/** What a reader follows to the next page (RFC 8288). */
export function linkToNext(pageUrl: string, path: string, query: Query, nextCursor: string | null): string | undefined {
  if (nextCursor === null) return undefined
  const next = new URLSearchParams(query)
  next.set('cursor', nextCursor)
  return `<${pageUrl}${path}?${next}>; rel="next"`
}

function toCursor({ startedAt, id }: After): string {
  return Buffer.from(`${startedAt} ${id}`).toString('base64url')
}

function readCursor(cursor: string): After {
  const [, startedAt, id] = /^(-?\d{1,16}) (\w{1,40})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (startedAt === undefined || id === undefined) throw refused('cursor', cursor, 'the nextCursor of the page before')
  return { startedAt: Number(startedAt), id }
}
