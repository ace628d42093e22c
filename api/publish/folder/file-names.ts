import { HTML_TYPE } from '../pages.ts'
import { COLOR_PAGE, TEXT_PAGE } from '../variant.ts'

/** What is to be named: a document by its path, the pattern that it is one of, and its type. */
export interface Named {
  path: string
  /** The same as the path, or one in which `:id` stands for a segment. */
  pattern: string
  type: string
}

/** The text pages, which have no path of their own. */
const TEXT_FILES: ReadonlyMap<string, string> = new Map([
  [TEXT_PAGE, 'status.txt'],
  [COLOR_PAGE, 'status-color.txt'],
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
  return ({ path, pattern, type }) => {
    const text = TEXT_FILES.get(path)
    if (text !== undefined) return text
    // A dot in front would be a hidden file, or another folder.
    if (path !== '/' && !/^(\/\w[\w.-]*)+$/.test(path)) return undefined
    const name = path.slice(1)
    if (type === HTML_TYPE) return name === '' ? 'index.html' : `${name}/index.html`
    return parents.has(pattern) ? `${name}/index.json` : name
  }
}
