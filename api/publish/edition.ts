import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Language } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { type Span, tracedPart } from '#domain/tracing.ts'
import { type Document, toDocument } from './document.ts'

/** Every document of one view, swapped in together: no reader sees two truths. */
export interface Edition {
  view: PublicView
  documents: ReadonlyMap<string, Document>
}

/** How one public document is made from a view. */
export interface Renderer {
  path: string
  type: string
  /** Which headers of a request choose it, besides its encoding. */
  vary?: string
  /** What it is written in, where there are several to choose from. */
  language?: Language
  render: (view: PublicView) => Rendered | Promise<Rendered>
}

/** What a document says, and where its next page is. */
export type Rendered = string | { body: string; link: string | undefined }

/** The parts of what was rendered. */
export function partsOf(rendered: Rendered): { body: string; link: string | undefined } {
  return typeof rendered === 'string' ? { body: rendered, link: undefined } : rendered
}

export interface EditionDeps {
  before: Edition | undefined
  /** Told of each document that could not be rendered. */
  onFailure: (path: string, error: unknown) => void
  /** What rendering is a part of, where it is traced. */
  span?: Span | null
}

/**
 * Renders an edition. A document that cannot be rendered stays as it was for as long as its evidence vouches, and the
 * others do not suffer for it.
 */
export async function renderEdition(
  view: PublicView,
  renderers: readonly Renderer[],
  { before, onFailure, span = null }: EditionDeps,
): Promise<Edition> {
  const { evidenceAt } = view
  const keep = (path: string, error: unknown): Document | undefined => {
    onFailure(path, error)
    span?.fail('render')
    const earlier = before?.documents.get(path)
    return earlier && view.at - earlier.factsAt <= view.staleAfterMs ? earlier : undefined
  }
  const making: Promise<readonly [path: string, document: Document | undefined]>[] = []
  for (const { path, type, vary, language, render } of renderers) {
    // Readers are answered between any two documents.
    await nextTurn()
    try {
      const varying = vary === undefined ? {} : { vary }
      const parts = partsOf(await tracedPart(span, `render ${path}`, () => render(view)))
      const content = { type, language, ...varying, ...parts, cacheControl: cacheControl(view), evidenceAt }
      // Compressed on threads of their own, while the next is drawn.
      const made = toDocument(content, { at: view.at, before: before?.documents.get(path) })
      making.push(made.catch((error) => keep(path, error)).then((document) => [path, document]))
    } catch (error) {
      making.push(Promise.resolve([path, keep(path, error)]))
    }
  }
  const documents = new Map<string, Document>()
  for (const [path, document] of await Promise.all(making)) if (document) documents.set(path, document)
  return { view, documents }
}

/** How long a document may be kept, and for how long it still says more than an error would. */
export function cacheControl({ staleAfterMs }: PublicView): string {
  return `public, max-age=5, stale-while-revalidate=10, stale-if-error=${Math.ceil(staleAfterMs / 1000)}`
}
