/** The names under which the page for terminals is kept: no path has a space. */
export const TEXT_PAGE = 'text /'
export const COLOR_PAGE = 'text color /'

/**
 * Which document a path and a query mean to one who accepts these types: whoever does not read HTML, as curl, gets the
 * page as text, in colour where that is asked for.
 *
 * @returns the name of the document, and what of the query is still to be answered
 */
export function variantOf(path: string, search: string, accept = ''): { name: string; search: string } {
  if (path !== '/' || /text\/html|application\/xhtml/i.test(accept)) return { name: path, search }
  if (search === 'color=1') return { name: COLOR_PAGE, search: '' }
  return { name: TEXT_PAGE, search }
}
