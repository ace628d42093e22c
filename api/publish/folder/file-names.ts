import { DEFAULT_SPEECH, LANGUAGES, type Speech } from '#domain/language.ts'
import { HTML_TYPE } from '../pages.ts'
import { COLOR_PAGE, pageIn, SPEECHES, TEXT_PAGE } from '../variant.ts'

/** What is to be named: a document by its path, the pattern that it is one of, and its type. */
export interface Named {
  path: string
  /** The same as the path, or one in which `:id` stands for a segment. */
  pattern: string
  type: string
  /** How a page is drawn; as for who wants none of our languages unless said. */
  speech?: Speech
}

/** The variants of the page, which have no path of their own. */
const VARIANT_FILES: ReadonlyMap<string, string> = new Map([
  [TEXT_PAGE, 'status.txt'],
  [COLOR_PAGE, 'status-color.txt'],
  ...SPEECHES.map((speech) => [pageIn(speech), indexIn(speech)] as const),
])

/**
 * Names the files that documents are kept in, relative to their folder: by the path itself, or as the index there, of
 * a page and of what others lie below.
 *
 * @param patterns  those of all documents that there may be, so that no file ever stands where a folder must be
 * @returns a name; `undefined` for a path that is no file name
 */
export function fileNames(patterns: readonly string[]): (named: Named) => string | undefined {
  const parents = new Set(patterns.filter((one) => patterns.some((other) => other.startsWith(`${one}/`))))
  return ({ path, pattern, type, speech = DEFAULT_SPEECH }) => {
    const variant = VARIANT_FILES.get(path)
    if (variant !== undefined) return variant
    // A dot in front would be a hidden file, or another folder.
    if (path !== '/' && !/^(\/\w[\w.-]*)+$/.test(path)) return undefined
    const name = path.slice(1)
    if (name.endsWith('.html')) return name.replace(/html$/, endingIn(speech))
    if (type === HTML_TYPE) return `${name}/${indexIn(speech)}`
    return parents.has(pattern) ? `${name}/index.json` : name
  }
}

/** `index.html`, `index.de.html`; `index.lang-de.html` for who chose it by the address. */
function indexIn(speech: Speech): string {
  return `index.${endingIn(speech)}`
}

function endingIn({ language, isChosen }: Speech): string {
  if (isChosen) return `lang-${language}.html`
  return language === LANGUAGES[0] ? 'html' : `${language}.html`
}
