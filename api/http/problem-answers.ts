import { type Speech, speechOf } from '#domain/language.ts'
import { UNCACHED } from '../headers.ts'
import { type Problem, problemHeaders, toProblemDocument } from '../problem.ts'
import { HTML_TYPE } from '../publish/pages.ts'
import type { ProblemPages } from '../publish/problem-pages.ts'

/** What is answered where a request cannot be. */
export interface ProblemAnswer {
  status: ReturnType<typeof toProblemDocument>['status']
  headers: Readonly<Record<string, string>>
  body: string
}

/** What a request says of the answer that it wants. */
export interface Asker {
  /** The value of `Accept`. */
  accept: string | undefined
  speech: Speech
}

/** Tells one who asked what is wrong. */
export type AnswerProblem = (problem: Problem, requestId: string, asker: Asker) => Promise<ProblemAnswer>

/** Tells problems to browsers as pages, where one can be drawn, and to everybody else as RFC 9457 JSON. */
export function createProblemAnswers(draw: ProblemPages = async () => undefined): AnswerProblem {
  return async (problem, requestId, { accept, speech }) => {
    const document = toProblemDocument(problem, requestId)
    const { status, code, detail } = document
    const headers = problemHeaders(problem)
    // What is wrong is told in any case, and only then how it looks.
    const page = readsHtml(accept) ? await draw(code, { detail, requestId }, speech).catch(() => undefined) : undefined
    if (page === undefined) return { status, headers, body: JSON.stringify(document) }
    const spoken = { 'Content-Language': speech.language, Vary: 'Accept, Accept-Language', ...UNCACHED }
    return { status, headers: { ...headers, ...spoken, 'Content-Type': HTML_TYPE }, body: page }
  }
}

/** @param search  the query of a request, without its question mark */
export function askerOf(accept: string | undefined, languages: string | undefined, search: string): Asker {
  return { accept, speech: speechOf(new URLSearchParams(search).get('lang'), languages) }
}

function readsHtml(accept = ''): boolean {
  return /text\/html|application\/xhtml/i.test(accept)
}
