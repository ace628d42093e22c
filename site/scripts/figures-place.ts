const GAP = 8

/**
 * Shows figures over what they are of, or under it where there is no room, within the window.
 *
 * @param share  where the day is among the bars, 0–1
 */
export function place(figures: HTMLElement, bars: HTMLElement, share: number): void {
  figures.hidden = false
  const { left, top, bottom, width } = bars.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = figures
  const { clientWidth } = document.documentElement
  const middle = left + share * width
  const start = Math.max(GAP, Math.min(middle - offsetWidth / 2, clientWidth - GAP - offsetWidth))
  const isBelow = top - GAP < offsetHeight
  figures.classList.toggle('below', isBelow)
  const above = isBelow ? bottom + GAP : top - GAP - offsetHeight
  figures.style.left = `${start}px`
  figures.style.top = `${above + scrollY}px`
  figures.style.setProperty('--at', `${middle - start}px`)
}
