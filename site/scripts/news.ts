/** What a page says anew, compared with how it was: of the whole, of incidents, and of what is marked as news. */
export function newsBetween(before: Document, after: Document): string[] {
  const known = newsOf(before)
  const fresh = [...newsOf(after)].filter(([name]) => !known.has(name))
  return [...fresh.map(([, text]) => text), ...updates(before, after)]
}

/** What is marked, by its name where it has one. A word has its meaning by the title of its page, and is told with it. */
function newsOf(page: Document): Map<string, string> {
  return new Map(
    [...page.querySelectorAll<HTMLElement>('[data-news]')].map((element) => {
      const title = element.localName === 'b' ? `${textOf(page.querySelector('h1'))}: ` : ''
      const text = title + textOf(element)
      return [element.dataset['news'] || text, text]
    }),
  )
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
