import { describe, expect, test } from 'vitest'
import { fileNames } from '../../../../api/publish/folder/file-names.ts'

const JSON_TYPE = 'application/json; charset=utf-8'
const HTML_TYPE = 'text/html; charset=utf-8'
const nameOf = fileNames(['/', '/docs', '/api/status', '/api/incidents', '/api/incidents/:id', '/feed.atom'])

describe('fileNames', () => {
  test.each([
    ['/api/status', '/api/status', JSON_TYPE, 'api/status'],
    ['/feed.atom', '/feed.atom', 'application/atom+xml', 'feed.atom'],
    ['/api/incidents', '/api/incidents', JSON_TYPE, 'api/incidents/index.json'],
    ['/api/incidents/inc_1', '/api/incidents/:id', JSON_TYPE, 'api/incidents/inc_1'],
    ['/', '/', HTML_TYPE, 'index.html'],
    ['/docs', '/docs', HTML_TYPE, 'docs/index.html'],
    ['/404.html', '/404.html', HTML_TYPE, '404.html'],
    ['/history/2026-10', '/history', HTML_TYPE, 'history/2026-10/index.html'],
    ['de /', 'de /', HTML_TYPE, 'index.de.html'],
    ['lang=en /', 'lang=en /', HTML_TYPE, 'index.lang-en.html'],
    ['lang=de /', 'lang=de /', HTML_TYPE, 'index.lang-de.html'],
    ['text /', 'text /', 'text/plain', 'status.txt'],
    ['text color /', 'text color /', 'text/plain', 'status-color.txt'],
    ['/_astro/page.D5-b_x.css', '/_astro/page.D5-b_x.css', 'text/css', '_astro/page.D5-b_x.css'],
  ])('%s is kept in its file', (path, pattern, type, name) => {
    expect(nameOf({ path, pattern, type })).toBe(name)
  })

  test.each([
    ['en', false, 'docs/index.html'],
    ['de', false, 'docs/index.de.html'],
    ['en', true, 'docs/index.lang-en.html'],
    ['de', true, 'docs/index.lang-de.html'],
  ] as const)('a page in %s, chosen: %s, is %s', (language, isChosen, name) => {
    const speech = { language, isChosen }
    expect(nameOf({ path: '/docs', pattern: '/docs', type: HTML_TYPE, speech })).toBe(name)
  })

  test.each(['/api/incidents/..', '/api/incidents/../../etc', '/.view.json', '/a//b', '/a b', '/a\0b'])(
    '%j is no file of ours',
    (path) => {
      expect(nameOf({ path, pattern: '/api/incidents/:id', type: JSON_TYPE })).toBeUndefined()
    },
  )
})
