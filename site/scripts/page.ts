// What a page does beyond being read: it tells ages and the reader's own times, the figures of a day, and what changes.
import { staleAfterMs, tellAges } from './ages.ts'
import { compareClocks, pageAt } from './clock.ts'
import { offerFigures, prepareFigures } from './figures.ts'
import { follow } from './follow.ts'
import { renew } from './renew.ts'
import { offerThemes } from './theme.ts'
import { tellTimes } from './times.ts'

const AGES_EVERY_MS = 5000
/** Evidence is newer each time, without a word of it. */
const RENEWED_EVERY_MS = 60_000

function tell(page: Document): void {
  tellAges(page)
  tellTimes(page)
}

function prepare(page: Document): void {
  tell(page)
  prepareFigures(page)
}

/** Half of what the page vouches for passes at most, so that an open page is not outdated while all is well. */
const renewedEveryMs = () => Math.min(RENEWED_EVERY_MS, staleAfterMs(document) / 2)

function stayNew(): void {
  let askedAt = performance.now()
  const ask = () => {
    if (document.hidden || performance.now() - askedAt < renewedEveryMs()) return
    askedAt = performance.now()
    void renew(pageAt() + 1, prepare, 1)
  }
  setInterval(ask, AGES_EVERY_MS)
  document.addEventListener('visibilitychange', ask)
  follow((at) => void renew(at, prepare))
}

offerThemes()
offerFigures()
// What the keyboard reaches waits for no answer.
prepareFigures(document)
// Without an answer the reader's own clock is all there is.
await compareClocks(staleAfterMs(document)).catch(() => undefined)
tell(document)
setInterval(() => tellAges(document), AGES_EVERY_MS)
if ('live' in document.body.dataset) stayNew()
