import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#domain/language.ts'
import { partsOf } from '../../api/publish/edition.ts'
import { mainPages, type RenderPage } from '../../api/publish/pages.ts'
import { renderPage } from './server.ts'
import { STATES } from './states.ts'

const draw: RenderPage = (path, view, about, speech) => renderPage(view, path, about, speech)
const pages = mainPages(draw)

describe.each(Object.entries(STATES))('the page with %s, made of the one whose language was chosen', (_, view) => {
  test.each(LANGUAGES)('is what would be drawn in %s', async (language) => {
    const made = pages.find((page) => page.language === language && !page.path.includes('='))
    const { body } = partsOf((await made?.render(view)) ?? '')
    // Not by toBe, which would print both of them.
    expect(body === (await renderPage(view, '/', {}, { language, isChosen: false }))).toBe(true)
  })
})
