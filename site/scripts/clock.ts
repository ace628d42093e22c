/** A clock that is behind by less is not worth comparing. */
const LATE_MS = 5000

/** By how much the server's clock is ahead of the reader's, in ms. */
let ahead = 0

/** Ms since the epoch by the clock of whoever serves the page, as far as it is known. */
export const now = (): number => Date.now() + ahead

/** When the page was made, by the clock of its server. */
export const pageAt = (): number => Number(document.body.dataset['at'])

/** A clock by which the page is outdated, or not made yet, may be wrong itself; whoever serves the page has another. */
export async function compareClocks(staleAfterMs: number): Promise<void> {
  const age = now() - pageAt()
  if (!(age > staleAfterMs) && age > -LATE_MS) return
  const { headers } = await fetch(location.href, { method: 'HEAD', cache: 'no-store' })
  const difference = Date.parse(headers.get('date') ?? '') - Date.now()
  if (!Number.isNaN(difference)) ahead = difference
}
