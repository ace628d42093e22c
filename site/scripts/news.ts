/** What a page says anew, compared with how it was: of the whole, of incidents, and of what is marked as news. */
export function newsBetween(before: Document, after: Document): string[] {
  const news = (page: Document) => [...page.querySelectorAll('[data-news]')].map((one) => told(page, one))
  const known = news(before)
  return [...news(after).filter((text) => !known.includes(text)), ...updates(before, after)]
}

/** A word has its meaning by the title of its page, and is told with it. */
function told(page: Document, element: Element): string {
  return (element.localName === 'b' ? `${textOf(page.querySelector('h1'))}: ` : '') + textOf(element)
}

/** The updates of incidents that were not there: the title and what it is now. */
function updates(before: Document, after: Document): string[] {
  const fresh = [...after.querySelectorAll('.updates > [id]')].filter(({ id }) => !before.getElementById(id))
  return fresh.map((update) => {
    const title = update.closest('.incident')?.querySelector('h3') ?? after.querySelector('h1')
    return `${textOf(title)}: ${textOf(update.querySelector('b'))}`
  })
}

function textOf(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
}
