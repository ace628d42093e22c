/** What is read, line by line or block by block. */
const READ = 'h1, h2, h3, h4, p, li, dt, dd, summary, .days'

/** Changes the page without moving what is being read: what has the focus, else what is highest in the window. */
export function keepPlace(change: () => void): void {
  const read = scrollY === 0 ? [] : seen()
  change()
  const kept = read.find(({ element }) => element.isConnected)
  if (kept) scrollBy({ top: topOf(kept.element) - kept.top, behavior: 'instant' })
}

/** What is in the window, what is to stay first. */
function seen(): { element: Element; top: number }[] {
  const { activeElement } = document
  const all = [...document.querySelectorAll(READ)].filter(isSeen)
  // Of what begins above the window nobody knows which line is read.
  const whole = all.filter((element) => topOf(element) > -1)
  const focused = all.filter((element) => element.contains(activeElement))
  return [...focused, ...whole, ...all].map((element) => ({ element, top: topOf(element) }))
}

function isSeen(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect()
  // What is in closed details has a place that nobody sees.
  return height > 0 && bottom > 0 && top < innerHeight && element.checkVisibility()
}

const topOf = (element: Element): number => element.getBoundingClientRect().top
