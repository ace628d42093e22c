import { describe, expect, test } from 'vitest'
import { DEFAULT_SPEECH } from '#domain/language.ts'
import { askerOf, createProblemAnswers } from '../../../api/http/problem-answers.ts'
import { Problem } from '../../../api/problem.ts'
import { createProblemPages } from '../../../api/publish/problem-pages.ts'
import { makeView } from '../../site/view.ts'

const PROBLEM = new Problem('RATE_001', 'Too <many>.', { headers: { 'Retry-After': '3' } })
const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8'
const asker = (accept: string | undefined) => ({ accept, speech: DEFAULT_SPEECH })

const edition = { view: makeView(), documents: new Map() }

/** Draws what it is handed, and counts how often. */
function drawing() {
  let drawn = 0
  const pages = createProblemPages(
    async (path, _view, { problem }, { language }) => {
      drawn++
      return `${path} ${language} ${problem?.status} <p>${problem?.detail}</p> <p>${problem?.requestId}</p>`
    },
    () => edition,
  )
  return { pages, drawn: () => drawn }
}

describe('createProblemAnswers', () => {
  test.each([
    [BROWSER, 'text/html; charset=utf-8'],
    ['application/xhtml+xml', 'text/html; charset=utf-8'],
    ['*/*', 'application/problem+json'],
    ['application/json', 'application/problem+json'],
    [undefined, 'application/problem+json'],
  ])('who accepts %s is answered in %s', async (accept, type) => {
    const { status, headers } = await createProblemAnswers(drawing().pages)(PROBLEM, 'id', asker(accept))
    expect([status, headers['Content-Type'], headers['Retry-After']]).toEqual([429, type, '3'])
  })

  test('a page has what was wrong and the name of the request, as text', async () => {
    const { body } = await createProblemAnswers(drawing().pages)(PROBLEM, 'id', asker(BROWSER))
    expect(body).toBe('/problem en 429 <p>Too &lt;many&gt;.</p> <p>id</p>')
  })

  test('JSON is the same as without pages', async () => {
    const [one, other] = await Promise.all(
      [createProblemAnswers(), createProblemAnswers(drawing().pages)].map((answer) =>
        answer(PROBLEM, 'id', asker('*/*')),
      ),
    )
    expect(one).toEqual(other)
  })

  test.each([
    [
      'is no edition',
      createProblemPages(
        async () => '',
        () => undefined,
      ),
    ],
    [
      'is a fault in the page',
      createProblemPages(
        () => Promise.reject(new Error('template')),
        () => edition,
      ),
    ],
  ])('where there %s, browsers get JSON too', async (_, pages) => {
    const { headers } = await createProblemAnswers(pages)(PROBLEM, 'id', asker(BROWSER))
    expect(headers['Content-Type']).toBe('application/problem+json')
  })

  test('a page is drawn once for an edition and a language, however many are refused', async () => {
    const { pages, drawn } = drawing()
    const answer = createProblemAnswers(pages)
    for (const languages of ['en', 'de', 'de-AT', 'en']) await answer(PROBLEM, 'id', askerOf(BROWSER, languages, ''))
    expect(drawn()).toBe(2)
  })
})

describe('askerOf', () => {
  test.each([
    ['de', '', 'de', false],
    ['de', 'lang=en', 'en', true],
    [undefined, 'month=x&lang=de', 'de', true],
    ['fr', 'lang=fr', 'en', false],
  ])('of the languages %s and the query “%s” it is %s', (languages, search, language, isChosen) =>
    expect(askerOf(undefined, languages, search).speech).toEqual({ language, isChosen }),
  )
})
