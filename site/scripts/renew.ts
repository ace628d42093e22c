import { pageAt } from './clock.ts'
import { morph } from './morph.ts'
import { newsBetween } from './news.ts'
import { keepPlace } from './place.ts'

/** How often a page is asked for that is yet older than what is told of it: there may be caches in between. */
const TRIES = 5
const BETWEEN_TRIES_MS = 1000

let wantedAt = 0
let isRenewing = false

/**
 * Makes the page as new as an instant, by asking for it again and swapping what is other.
 *
 * @param at       ms since the epoch, by the server's clock
 * @param prepare  makes of a page what the script makes of it
 */
export async function renew(at: number, prepare: (page: Document) => void, tries = TRIES): Promise<void> {
  wantedAt = Math.max(wantedAt, at)
  if (isRenewing) return
  isRenewing = true
  try {
    for (let tried = 0; tried < tries && pageAt() < wantedAt; tried++) {
      if (tried > 0) await new Promise((resolve) => setTimeout(resolve, tried * BETWEEN_TRIES_MS))
      const page = await askFor()
      if (page) swap(page, prepare)
    }
  } finally {
    isRenewing = false
    wantedAt = 0
  }
}

/** The page as it is now; `null` where there is none, or no network. */
async function askFor(): Promise<Document | null> {
  try {
    const response = await fetch(location.href, { cache: 'no-cache', headers: { Accept: 'text/html' } })
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null
  } catch {
    return null
  }
}

function swap(page: Document, prepare: (page: Document) => void): void {
  const at = Number(page.body.dataset['at'])
  if (scriptOf(page) !== scriptOf(document)) location.reload()
  else if (at > pageAt()) swapNewer(page, at, prepare)
}

function swapNewer(page: Document, at: number, prepare: (page: Document) => void): void {
  prepare(page)
  const news = newsBetween(document, page)
  keepPlace(() => {
    for (const part of ['main', 'footer']) {
      const [old, wanted] = [document, page].map((one) => one.querySelector(`body > ${part}`))
      if (old && wanted) morph(old, wanted)
    }
  })
  document.title = page.title
  document.body.dataset['at'] = String(at)
  const region = document.getElementById('news')
  if (region && news.length > 0) region.textContent = news.join('. ')
  dispatchEvent(new Event('renewed'))
}

/** Its name is another when the site has been built anew; its markup may be, too. */
function scriptOf(page: Document): string | null | undefined {
  return page.querySelector('script[type=module]')?.getAttribute('src')
}
