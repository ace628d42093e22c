import type { IncomingHttpHeaders } from 'node:http'
import { LANGUAGE_PARAMETER, LANGUAGES, type Speech, speechOf } from '#domain/language.ts'

/** The names under which the page for terminals is kept: no path has a space. */
export const TEXT_PAGE = 'text /'
export const COLOR_PAGE = 'text color /'

/** Every way in which a page is drawn. */
export const SPEECHES: readonly Speech[] = LANGUAGES.flatMap((language) => [
  { language, isChosen: false },
  { language, isChosen: true },
])

/** The name under which the page is kept in a language; another where its links carry the language on. */
export function pageIn({ language, isChosen }: Speech): string {
  if (isChosen) return `${LANGUAGE_PARAMETER}=${language} /`
  return language === LANGUAGES[0] ? '/' : `${language} /`
}

/**
 * Which document a path and a query mean to one who accepts these types and languages: whoever does not read HTML, as
 * curl, gets the page as text, in colour where that is asked for.
 *
 * @returns the name of the document, and what of the query is still to be answered
 */
export function variantOf(
  path: string,
  search: string,
  { accept = '', 'accept-language': accepted }: IncomingHttpHeaders,
): { name: string; search: string } {
  if (path !== '/') return { name: path, search }
  if (!/text\/html|application\/xhtml/i.test(accept))
    return { name: search === 'color=1' ? COLOR_PAGE : TEXT_PAGE, search: '' }
  const named = search === '' ? null : new URLSearchParams(search).get(LANGUAGE_PARAMETER)
  return { name: pageIn(speechOf(named, accepted)), search: '' }
}
