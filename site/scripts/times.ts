import { type InstantForm, type Instants, instantsOf } from '../instants.ts'

const own = Intl.DateTimeFormat().resolvedOptions().timeZone
let kept: Instants | undefined

/** Tells the times of a page in the zone of the reader; what they are in the page's own is their title. */
export function tellTimes(page: Document): void {
  const { zone, locale = 'en', at } = page.body.dataset
  if (own === zone) return
  kept ??= instantsOf(locale, own)
  const instants = kept
  for (const time of page.querySelectorAll<HTMLTimeElement>('time[data-as]:not([title])')) {
    const { as, now = at } = time.dataset
    if (as === 'start') writeRange(time, instants, Number(now))
    else if (as !== 'end') write(time, instants[as as InstantForm](instantOf(time), Number(now)))
  }
  for (const said of page.querySelectorAll<HTMLElement>('[data-yours]'))
    said.textContent = (said.dataset['yours'] ?? '').replace('{}', own)
}

function writeRange(start: HTMLTimeElement, instants: Instants, now: number): void {
  const end = start.nextElementSibling as HTMLTimeElement
  const [from, between, to] = instants.rangeParts(instantOf(start), instantOf(end), now)
  write(start, from)
  end.previousSibling?.replaceWith(between)
  write(end, to)
}

function write(time: HTMLTimeElement, text: string): void {
  if (time.textContent === text) return
  time.title = time.textContent
  time.textContent = text
}

const instantOf = ({ dateTime }: HTMLTimeElement): number => Date.parse(dateTime)
