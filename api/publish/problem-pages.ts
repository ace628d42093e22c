import type { Speech } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { PROBLEMS, type ProblemCode } from '../problem.ts'
import type { Edition } from './edition.ts'
import { escapeText } from './escape.ts'
import type { RenderPage } from './pages.ts'

/** What a page about a problem says of one request. */
export interface Told {
  detail: string
  requestId: string
}

/** A page about a problem; `undefined` while there is nothing that it could be drawn from. May reject. */
export type ProblemPages = (code: ProblemCode, told: Told, speech: Speech) => Promise<string | undefined>

/** What stands in a page where each request has something of its own. */
const MARKS: Told = { detail: 'the-detail-of-this-problem', requestId: 'the-id-of-this-request' }

/** Draws a page about each kind of problem once for an edition, however many requests are refused. */
export function createProblemPages(renderPage: RenderPage, edition: () => Edition | undefined): ProblemPages {
  let drawn = new Map<string, Promise<string>>()
  let drawnFor: Edition | undefined

  return async (code, told, speech) => {
    const current = edition()
    if (!current) return undefined
    if (current !== drawnFor) drawn = new Map()
    drawnFor = current
    const key = `${code} ${speech.language} ${speech.isChosen}`
    const page = drawn.get(key) ?? drawProblem(renderPage, current.view, code, { told: MARKS, speech })
    drawn.set(key, page)
    page.catch(() => drawn.delete(key))
    return filled(await page, told)
  }
}

/** A page about a problem, for anybody. */
export function drawProblem(
  renderPage: RenderPage,
  view: PublicView,
  code: ProblemCode,
  { told, speech }: { told: Told; speech: Speech },
): Promise<string> {
  return renderPage('/problem', view, { problem: { code, status: PROBLEMS[code].status, ...told } }, speech)
}

function filled(page: string, told: Told): string {
  return page
    .replace(MARKS.detail, () => escapeText(told.detail))
    .replace(MARKS.requestId, () => escapeText(told.requestId))
}
