import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { PageSubject } from '../../api/publish/pages.ts'
import { PAGES } from './pages.ts'
import { renderPage } from './server.ts'
import { wordsOf } from './words.ts'

/** Words that are the same in both languages. */
const EQUAL = ['API', 'Atom', 'JSON Feed', 'Links', 'RSS', 'Support', 'p50', 'p95', 'p99']
/** Words that there are in English, and not in German. */
const ENGLISH =
  /\b(?:the|is|are|and|of|to|from|since|with|were|by|until|ago|days?|today|checked|data|reported|response|answers?|down|degraded|no|it|its)\b/i
/** Months that have the same name. */
const MONTHS = ['April', 'August', 'September', 'November']
/** A strip on the page of others is in the language that they chose for it; a refusal is at no place of its own. */
const WITHOUT_CHOICE = ['/embed', '/problem']
/** What the configuration says, by the fields that it says it in. */
const CONFIGURED = ['name', 'description', 'label', 'title', 'text', 'expect']

/** The view, with every text that a configuration may translate, translated. */
function translatedAll(view: PublicView, { component }: PageSubject): PublicView {
  const texts = [...new Set(configured([view, component]))]
  return { ...view, translations: { de: Object.fromEntries(texts.map((text, n) => [text, `Übersetzt ${n}`])) } }
}

function configured(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return CONFIGURED.includes(key) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => configured(item, Array.isArray(value) ? key : name))
}

/** What people wrote of incidents is shown as they wrote it. */
const written = ({ incidents, page }: PublicView) => [page.name, ...incidents.map(({ title }) => title), ...MONTHS]

/** Without what people wrote, addresses, figures, times and zones. */
function saysOwn(text: string, view: PublicView): string {
  const own = written(view).reduce((left, title) => left.replaceAll(title, ''), text)
  return own
    .replaceAll(/\b(?:[A-Z]{3,4}|\S+@\S+|[A-Z]\w+\/\w+|\d[\d:.]*(?: ?ms| ?s)?)\b/g, '')
    .replaceAll(/[^\p{L} ]|\b\p{L}\b/gu, '')
    .trim()
}

describe.each([...PAGES])('%s in German', (_, { path, view: shown, about }) => {
  const view = translatedAll(shown, about)
  const [english, german] = LANGUAGES.map((language) => renderPage(view, path, about, { language, isChosen: true }))

  test('says nothing as in English', async () => {
    const before = new Set(wordsOf((await english) ?? ''))
    const same = wordsOf((await german) ?? '').filter((text) => before.has(text) && saysOwn(text, view) !== '')
    expect([...new Set(same)].filter((text) => !EQUAL.includes(text))).toEqual([])
  })

  test('has no English word', async () => {
    const words = wordsOf((await german) ?? '')
    expect(words.filter((text) => ENGLISH.test(saysOwn(text, view)))).toEqual([])
  })

  test('says that it is German, and where it is in English', async () => {
    const page = (await german) ?? ''
    const [, head = ''] = /^<!doctype html>(<html [^>]*>)/i.exec(page) ?? []
    expect(head).toBe('<html lang="de" dir="ltr">')
    const query = path.includes('?') ? '&amp;' : '?'
    const isIndexed = !page.includes('<meta name="robots" content="noindex">')
    const alternates = [
      `en ${view.page.url}${path}${query}lang=en`,
      `de ${view.page.url}${path}${query}lang=de`,
      `x-default ${view.page.url}${path}`,
    ]
    const found = [...page.matchAll(/<(?:a|link) [^>]*hreflang="([^"]*)" href="([^"]*)"/g)]
    expect(found.map(([, ...where]) => where.join(' '))).toEqual([
      ...(isIndexed ? alternates : []),
      ...(WITHOUT_CHOICE.includes(path) ? [] : [`en ${path}${query}lang=en`]),
    ])
  })

  test('its links to other pages stay in German', async () => {
    const links = [...((await german) ?? '').matchAll(/<a [^>]*?href="(\/[^"]*)"/g)].map(([, href]) => href ?? '')
    const pages = links.filter((href) => !/^\/(?:api\/|feed|metrics|maintenance\.ics|openapi|badge|export)/.test(href))
    expect(pages.filter((href) => !/[?;]lang=(?:de|en)/.test(href))).toEqual([])
  })
})
