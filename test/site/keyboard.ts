import type { Page } from 'playwright-core'

/** What the keyboard reaches on a page. */
export interface Walk {
  /** What should be reached, in the order of the page. */
  wanted: string[]
  /** What Tab came to, one after the other. */
  reached: string[]
  /** Of that, what did not show that it has the focus. */
  unseen: string[]
}

const MARK = `(() => {
  const wanted = [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
    .filter((one) => one.checkVisibility())
  wanted.forEach((one, n) => (one.dataset.stop = String(n)))
  return wanted.map((one) => one.outerHTML.slice(0, 80))
})()`
const FOCUSED = `(() => {
  const { dataset, outerHTML } = document.activeElement
  const { outlineStyle } = getComputedStyle(document.activeElement)
  return { stop: dataset.stop, html: outerHTML.slice(0, 80), isSeen: outlineStyle !== 'none' }
})()`

/** Presses Tab from the top of the page until there is nothing more to come to. */
export async function walk(page: Page): Promise<Walk> {
  const wanted = await page.evaluate<string[]>(MARK)
  const reached: string[] = []
  const unseen: string[] = []
  for (const _ of wanted) {
    await page.keyboard.press('Tab')
    const { stop, html, isSeen } = await page.evaluate<{ stop?: string; html: string; isSeen: boolean }>(FOCUSED)
    reached.push(stop === undefined ? html : (wanted[Number(stop)] ?? html))
    if (!isSeen) unseen.push(html)
  }
  return { wanted, reached, unseen }
}
