import { type DayFacts, type DayWords, dayFacts } from '../day-facts.ts'
import { pageAt } from './clock.ts'
import { type Day, daysOf, forgetDays } from './days.ts'
import { place } from './figures-place.ts'

/** Steps of the keys, in days. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  Home: -Infinity,
  End: Infinity,
}
// Whoever calls has seen that they are there.
const figures = document.querySelector('#figures') as HTMLElement
const words: DayWords & { today: string } = JSON.parse(figures?.dataset['words'] ?? '{}')

/** The bars whose day is shown, and which day of them. */
let shown: { bars: HTMLElement; index: number } | undefined

const BARS = '[data-figures]'
const barsAt = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLElement>(BARS) : null)
const countOf = (bars: HTMLElement) => Number(bars.dataset['days'])

/** Makes the bars of a page reachable by keyboard: one stop for all days, which the arrows move between. */
export function prepareFigures(page: Document): void {
  if (!figures) return
  for (const bars of page.querySelectorAll<HTMLElement>(BARS)) {
    const says = {
      ...{ role: 'slider', tabindex: 0, 'aria-label': bars.querySelector('svg')?.getAttribute('aria-label') ?? '' },
      ...{ 'aria-valuemax': countOf(bars) - 1, 'aria-valuenow': countOf(bars) - 1 },
      'aria-valuetext': words.today,
    }
    for (const [name, value] of Object.entries(says)) bars.setAttribute(name, String(value))
  }
}

/** Shows the figures of a day on hover, focus and touch. */
export function offerFigures(): void {
  if (!figures) return
  const look = (event: PointerEvent) => {
    const bars = barsAt(event.target)
    if (bars) point(bars, dayAt(bars, event.clientX))
    else if (event.type === 'pointerdown' || (shown && !isKept(shown.bars, event))) leave()
  }
  addEventListener('pointermove', look)
  addEventListener('pointerdown', look)
  addEventListener('focusin', ({ target }) => {
    const bars = barsAt(target)
    if (bars?.matches(':focus-visible')) point(bars, countOf(bars) - 1)
  })
  addEventListener('focusout', ({ target }) => {
    if (barsAt(target)) leave()
  })
  addEventListener('keydown', move)
  addEventListener('renewed', () => {
    forgetDays()
    if (shown) void show(shown.bars, shown.index)
  })
}

/** Shows a day unless it is shown. */
function point(bars: HTMLElement, index: number): void {
  if (shown?.bars !== bars || shown.index !== index) void show(bars, index)
}

/** Whether figures stay though the pointer is elsewhere: on themselves, or shown by keyboard or touch. */
const isKept = (bars: HTMLElement, { pointerType, target }: PointerEvent) =>
  pointerType !== 'mouse' || bars.matches(':focus-visible') || figures.contains(target as Node)

function move(event: KeyboardEvent): void {
  if (event.key === 'Escape') leave()
  const [bars, step] = [barsAt(event.target), STEPS[event.key]]
  if (!bars || step === undefined) return
  event.preventDefault()
  const from = shown?.bars === bars ? shown.index : countOf(bars) - 1
  void show(bars, Math.min(Math.max(from + step, 0), countOf(bars) - 1))
}

function dayAt(bars: HTMLElement, x: number): number {
  const { left, width } = bars.getBoundingClientRect()
  return Math.min(Math.max(Math.floor(((x - left) / width) * countOf(bars)), 0), countOf(bars) - 1)
}

async function show(bars: HTMLElement, index: number): Promise<void> {
  shown = { bars, index }
  const days = await daysOf(bars.dataset['figures'] ?? '').catch(() => [])
  const day = days[index]
  // Another may have been asked for in the meantime.
  if (!day || shown?.bars !== bars || shown.index !== index) return
  write(bars, index, day, dayFacts(day, words, pageAt()))
}

function write(bars: HTMLElement, index: number, { incidents }: Day, { date, uptime, shares }: DayFacts): void {
  const lines = [
    line('strong ink', date),
    line('', uptime),
    ...shares.map(({ status, text }) => line(`status ${status}`, text)),
    ...incidents.map((title) => line('ink', title)),
  ]
  figures.replaceChildren(...lines)
  bars.setAttribute('aria-valuenow', String(index))
  bars.setAttribute('aria-valuetext', lines.map(({ textContent }) => textContent).join(', '))
  place(figures, bars, (index + 0.5) / countOf(bars))
}

function line(className: string, text: string): HTMLElement {
  return Object.assign(document.createElement('p'), { className, textContent: text })
}

function leave(): void {
  shown = undefined
  figures.hidden = true
}
