import { DEFAULT_SPEECH, LANGUAGE_PARAMETER, type Speech, speechOf } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { pathPattern } from '../path-pattern.ts'
import { createAtOnce } from './at-once.ts'
import { type Document, JSON_TYPE, type Role, toDocument } from './document.ts'
import { cacheControl, type Edition, partsOf, type Rendered } from './edition.ts'
import type { Past } from './past.ts'
import type { Query } from './query.ts'

/** What documents are made from when they are asked for: one edition's view, and the facts of before. */
export interface Version extends Past {
  view: PublicView
}

/** Where an answer to a query is kept as a file, which has no query. */
export interface Place {
  path: string
  /** Without its question mark. */
  search: string
}

/** A document that is made when somebody asks for it. */
export interface DemandRenderer {
  /** A path, in which `:id` stands for one segment. */
  path: string
  /** JSON unless it says otherwise. */
  type?: string
  /** Whether it is a page, drawn in the language that its reader prefers or chooses by `?lang=`. */
  inLanguages?: boolean
  /** `whole` unless it says otherwise. */
  role?: Role
  /** The parameters of its query, besides `lang` of a page. */
  parameters: readonly string[]
  /** What of it is kept as files, each with the query that it answers; without this itself, for each id. */
  places?: (view: PublicView) => readonly Place[]
  /** Whether it is made without any of them too: where nothing is prepared at its path. */
  withoutQuery?: boolean
  /**
   * @throws {Problem} for an id that there is not, or a query that cannot be answered
   */
  render: (version: Version, id: string, query: Query, speech: Speech) => Rendered | Promise<Rendered>
}

export interface Demand {
  /**
   * The document that a path and a query ask for; `undefined` when there is none to be made. Rejects with a `Problem`.
   *
   * @param admit  asked before one is made, not where it is there already; may throw a `Problem`
   * @param accepted  the value of `Accept-Language`
   */
  find(path: string, search: string, admit?: () => void, accepted?: string): Promise<Document> | undefined
  /** Whether documents are made at a path, whatever its query. */
  knows(path: string): boolean
}

export interface DemandDeps {
  renderers: readonly DemandRenderer[]
  edition: () => Edition | undefined
  past: Past
}

/** How many documents are made at the same time: as many as one second has room for. */
const MOST_AT_ONCE = 100
/** How many documents are kept; each is forgotten with its edition. */
const MOST_KEPT = 200

/** Makes documents on demand, each once for an edition, so that none tells of another instant than its neighbours. */
export function createDemand({ renderers, edition, past }: DemandDeps): Demand {
  const routes = renderers.map((renderer) => ({ renderer, pattern: pathPattern(renderer.path) }))
  const atOnce = createAtOnce(MOST_AT_ONCE)
  let kept = new Map<string, Promise<Document>>()
  let keptFor: Edition | undefined

  const find: Demand['find'] = (path, search, admit, accepted) => {
    const current = edition()
    const query: Query = new URLSearchParams(search)
    const route = routes.find(({ pattern, renderer }) => pattern.test(path) && isAsked(renderer, query))
    if (!route || !current) return undefined
    if (current !== keptFor) kept = new Map()
    keptFor = current
    const speech = takeSpeech(route.renderer, query, accepted)
    query.sort()
    const key = `${speech.language} ${speech.isChosen} ${path}?${query}`
    const known = kept.get(key)
    if (known) return known
    const [, id = ''] = route.pattern.exec(path) ?? []
    const made = atOnce(async () => {
      admit?.()
      return makeDocument(route.renderer, { view: current.view, ...past }, { id, query, speech })
    })
    if (kept.size < MOST_KEPT) kept.set(key, made)
    made.catch(() => kept.delete(key))
    return made
  }

  return { find, knows: (path) => routes.some(({ pattern }) => pattern.test(path)) }
}

/**
 * Makes one document of a version.
 *
 * @throws {Problem} for an id that there is not, or a query that cannot be answered
 */
export async function makeDocument(
  { type = JSON_TYPE, inLanguages = false, role, render }: DemandRenderer,
  version: Version,
  { id, query, speech = DEFAULT_SPEECH }: { id: string; query: Query; speech?: Speech },
): Promise<Document> {
  const { view } = version
  const parts = partsOf(await render(version, id, query, speech))
  const spoken = inLanguages ? { language: speech.language, vary: 'Accept, Accept-Language' } : {}
  const content = { type, role, ...spoken, ...parts, cacheControl: cacheControl(view), evidenceAt: view.evidenceAt }
  return toDocument(content, { at: view.at, before: undefined })
}

/** The speech that a page is to be drawn in; what of the query asks for it is answered with that. */
function takeSpeech({ inLanguages }: DemandRenderer, query: Query, accepted: string | undefined): Speech {
  if (!inLanguages) return DEFAULT_SPEECH
  const speech = speechOf(query.get(LANGUAGE_PARAMETER), accepted)
  query.delete(LANGUAGE_PARAMETER)
  return speech
}

/** Whether a renderer answers a query: one whose path is also prepared without one, only where a parameter is there. */
function isAsked({ path, parameters, withoutQuery = false }: DemandRenderer, query: Query): boolean {
  return withoutQuery || path.includes(':id') || parameters.length === 0 || parameters.some((name) => query.has(name))
}
