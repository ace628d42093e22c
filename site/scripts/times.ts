import { INSTANT_FORMS, type Instants, instantsOf } from '../instants.ts'

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
    const form = INSTANT_FORMS.find((one) => one === as)
    if (form) write(time, instants[form](instantOf(time), Number(now)))
    else if (as === 'start') writeRange(time, instants, Number(now))
  }
  for (const said of page.querySelectorAll<HTMLElement>('[data-yours]'))
    said.textContent = (said.dataset['yours'] ?? '').replace('{}', own)
}

function writeRange(start: HTMLTimeElement, instants: Instants, now: number): void {
  const [between, end] = [start.nextSibling, start.nextElementSibling]
  if (!between || !(end instanceof HTMLElement && 'dateTime' in end)) return
  const [from, dash, to] = instants.rangeParts(instantOf(start), instantOf(end as HTMLTimeElement), now)
  write(start, from)
  between.nodeValue = dash
  write(end as HTMLTimeElement, to)
}

function write(time: HTMLTimeElement, text: string): void {
  if (time.textContent === text) return
  time.title = time.textContent
  time.textContent = text
}

const instantOf = ({ dateTime }: HTMLTimeElement): number => Date.parse(dateTime)
