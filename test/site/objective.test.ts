import { describe, expect, test } from 'vitest'
import type { Language } from '#domain/language.ts'
import { OBJECTIVES } from './objectives.ts'
import { renderPage } from './server.ts'
import { makeComponent, makeView } from './view.ts'

/** The page of a component of which something is promised, as it is read. */
async function read(state: string | null, language: Language = 'en'): Promise<string> {
  const component = makeComponent({ slo: state === null ? null : (OBJECTIVES[state] ?? null) })
  const view = makeView({ components: [component] })
  const page = await renderPage(view, '/components/api', { component, latency: [] }, { language, isChosen: false })
  return page.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0]+/g, ' ')
}

describe('the page of a component', () => {
  test.each<[string, string, Language?]>([
    [
      'unspent',
      '99.9 % over 30 days. Outages may take 43 min 12 sec of the time observed, and took 0 sec: 100 % is left.',
    ],
    ['partly spent', 'and took 21 min 36 sec: 50 % is left.'],
    ['missed', 'Missed: outages may take 43 min 12 sec of the time observed, and took 7 hr 12 min.'],
    ['nothing observed', '99.9 % over 30 days. Nothing was observed in that time.'],
    ['partly spent', '99,9 % über 30 Tage. Ausfälle dürfen 43 Min. 12 Sek. der beobachteten Zeit dauern', 'de'],
  ])('tells of an objective that is %s: %s', async (state, words, language) =>
    expect(await read(state, language)).toContain(words),
  )

  test('has no word of it where nothing is promised', async () => expect(await read(null)).not.toContain('Objective'))
})
