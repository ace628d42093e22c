// Says how long ago the newest evidence of the page was found, and when the page itself is too old to be relied on: it may
// come from a cache, or from a web server that outlived us.
import { ago } from '../ago.ts'

const RENEWED_EVERY_MS = 5000
/** A clock that is behind by less is not worth comparing. */
const LATE_MS = 5000

const checked = document.querySelector<HTMLElement>('[data-checked]')
const outdated = document.querySelector<HTMLElement>('[data-stale-after]')
/** By how much the server's clock is ahead of the reader's, in ms. */
let ahead = 0

function timeIn(element: HTMLElement | null): HTMLTimeElement | null {
  return element?.querySelector('time') ?? null
}

function ageOf(time: HTMLTimeElement | null): number {
  return Date.now() + ahead - Date.parse(time?.dateTime ?? '')
}

function isOutdated(): boolean {
  return ageOf(timeIn(outdated)) > Number(outdated?.dataset['staleAfter'])
}

function tell(): void {
  for (const time of [timeIn(checked), timeIn(outdated)]) {
    if (!time) continue
    time.title ||= time.textContent
    time.textContent = ago(ageOf(time), document.documentElement.lang)
  }
  const before = timeIn(checked)?.previousElementSibling
  if (before) before.textContent = checked?.dataset['checked'] ?? ''
  if (outdated) outdated.hidden = !isOutdated()
}

/** A clock by which the page is outdated, or not made yet, may be wrong itself; whoever serves the page has another. */
async function compareClocks(): Promise<void> {
  if (!isOutdated() && ageOf(timeIn(outdated)) > -LATE_MS) return
  const { headers } = await fetch(location.href, { method: 'HEAD', cache: 'no-store' })
  const difference = Date.parse(headers.get('date') ?? '') - Date.now()
  if (!Number.isNaN(difference)) ahead = difference
}

// Without an answer the reader's own clock is all there is.
await compareClocks().catch(() => undefined)
tell()
setInterval(tell, RENEWED_EVERY_MS)
