import { ago } from '../ago.ts'
import { now } from './clock.ts'

/** Where a page tells that it is outdated. */
const outdatedOf = (page: Document) => page.querySelector<HTMLElement>('[data-stale-after]')

/** For how long a page may be relied on, in ms; for ever when it does not say. */
export const staleAfterMs = (page: Document): number => Number(outdatedOf(page)?.dataset['staleAfter'] ?? Infinity)

/**
 * Says how long ago the newest evidence of a page was found, and when the page itself is too old to be relied on: it may
 * come from a cache, or from a web server that outlived us.
 */
export function tellAges(page: Document): void {
  const [checked, outdated] = [page.querySelector<HTMLElement>('[data-checked]'), outdatedOf(page)]
  const [evidence, made] = [checked, outdated].map((element) => element?.querySelector('time') ?? null)
  for (const time of [evidence, made]) {
    if (!time) continue
    time.title ||= time.textContent
    time.textContent = ago(ageOf(time), page.documentElement.lang)
  }
  const [before, after] = [evidence?.previousElementSibling, evidence?.nextSibling]
  if (before) before.textContent = checked?.dataset['checked'] ?? ''
  // The whole line is told anew: what stayed would be seen to jump.
  after?.replaceWith(after.cloneNode())
  if (outdated && made) outdated.hidden = !(ageOf(made) > staleAfterMs(page))
}

function ageOf(time: HTMLTimeElement): number {
  return now() - Date.parse(time.dateTime)
}
