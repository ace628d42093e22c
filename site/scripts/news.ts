/** What a page says anew, compared with how it was: of the whole, of incidents, and of what is marked as news. */
export function newsBetween(before: Document, after: Document): string[] {
  const news = (page: Document) => [...page.querySelectorAll('[data-news]')].map((one) => told(page, one))
  const known = news(before)
  return [...news(after).filter((text) => !known.includes(text)), ...updates(before, after), ...ended(before, after)]
}

/** What only has a meaning with the title of its page is told with it. */
function told(page: Document, element: Element): string {
  const title = page.querySelector('h1')
  return element === title ? textOf(title) : `${textOf(title)}: ${textOf(element)}`
}

/** The updates of incidents that were not there: the title and what it is now. */
function updates(before: Document, after: Document): string[] {
  const fresh = [...after.querySelectorAll('.updates > [id]')].filter(({ id }) => !before.getElementById(id))
  return fresh.map((update) => {
    const title = update.closest('.incident')?.querySelector('h3') ?? after.querySelector('h1')
    return `${textOf(title)}: ${textOf(update.querySelector('b'))}`
  })
}

/** What became of the incidents that are not open any more, as the list of the last days has it. */
function ended(before: Document, after: Document): string[] {
  const gone = [...before.querySelectorAll('.incident[id]')].filter(({ id }) => !after.getElementById(id))
  return gone.flatMap(({ id }) => {
    const told = after.querySelector(`dd a[href^="/incidents/${id}"]`)?.parentElement
    return told ? [...told.children].map(textOf).join(' ') : []
  })
}

function textOf(element: Element | null | undefined): string {
  return element?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
}
