import type { PublicView } from '#domain/public-view.ts'
import { createFiles } from './files.ts'

/** Where the view is kept that everything in a folder was made from. */
export const VIEW_FILE = '.view.json'

/** Of the shape of a view; raised with it, so that none of another shape is taken for one of ours. */
const FORMAT = 4

export function viewText(view: PublicView): string {
  return JSON.stringify({ format: FORMAT, view })
}

/**
 * The view that was last published into a folder; `undefined` when there is none, or one of another format.
 *
 * @throws {Error} when its file cannot be read
 */
export async function readLastView(folder: string): Promise<PublicView | undefined> {
  const text = await createFiles(folder).read(VIEW_FILE)
  if (text === undefined) return undefined
  const { format, view } = JSON.parse(text)
  return format === FORMAT ? view : undefined
}
