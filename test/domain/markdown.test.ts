import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { toSafeHtml } from '#domain/markdown.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'

const TAGS = ['p', 'br', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr']

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = { a: ['href', 'rel'], ol: ['start'] }

/** Every element of a text that a parser of HTML finds, with its attributes. */
function elementsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = []
  const parser = new Parser({ onopentag: (name, attributes) => void found.push({ name, attributes }) })
  parser.end(html)
  return found
}

/** The longest text that an operator can write. */
const LONGEST = 20_000

/** How long something takes, in milliseconds. */
function timeOf(act: () => void): number {
  const from = performance.now()
  act()
  return performance.now() - from
}

describe('toSafeHtml', () => {
  test.each<[string, string]>([
    ['', ''],
    ['One line', '<p>One line</p>'],
    ['One\n\nTwo', '<p>One</p>\n<p>Two</p>'],
    ['One\nTwo', '<p>One<br />\nTwo</p>'],
    ['**bold** and *slanted*, ~~gone~~', '<p><strong>bold</strong> and <em>slanted</em>, <s>gone</s></p>'],
    ['`code` & more', '<p><code>code</code> &amp; more</p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['> said', '<blockquote>\n<p>said</p>\n</blockquote>'],
    ['```sh\nnpm start\n```', '<pre><code>npm start\n</code></pre>'],
    ['One  \nTwo', '<p>One<br />\nTwo</p>'],
    ['---', '<hr />'],
    ['# Heading', '<p><strong>Heading</strong></p>'],
    ['Heading\n---', '<p><strong>Heading</strong></p>'],
    ['| a |\n|---|\n| b |', '<p>| a |<br />\n|---|<br />\n| b |</p>'],
    ['[a](https://scopien.com)', '<p><a href="https://scopien.com" rel="noopener nofollow ugc">a</a></p>'],
    ['[a](mailto:a@scopien.com)', '<p><a href="mailto:a@scopien.com" rel="noopener nofollow ugc">a</a></p>'],
    ['https://scopien.com', '<p><a href="https://scopien.com" rel="noopener nofollow ugc">https://scopien.com</a></p>'],
    ['[a](https://scopien.com "title")', '<p><a href="https://scopien.com" rel="noopener nofollow ugc">a</a></p>'],
    ['a@scopien.com', '<p><a href="mailto:a@scopien.com" rel="noopener nofollow ugc">a@scopien.com</a></p>'],
    ['README.md on scopien.com', '<p>README.md on scopien.com</p>'],
    [
      'https://xn--80ak6aa92e.com',
      '<p><a href="https://xn--80ak6aa92e.com" rel="noopener nofollow ugc">https://xn--80ak6aa92e.com</a></p>',
    ],
    ['[a](/api) and [b](ftp://scopien.com)', '<p>a and b</p>'],
    [
      '![a](https://scopien.com/a.png)',
      '<p>!<a href="https://scopien.com/a.png" rel="noopener nofollow ugc">a</a></p>',
    ],
    ['<b>not bold</b>', '<p>&lt;b&gt;not bold&lt;/b&gt;</p>'],
  ])('%j becomes %j', (text, html) => expect(toSafeHtml(text)).toBe(html))

  test.each(XSS_VECTORS)('lets nothing of %j through that does anything', (vector) => {
    for (const { name, attributes } of elementsOf(toSafeHtml(vector))) {
      expect(TAGS).toContain(name)
      expect(Object.keys(attributes).filter((key) => !ATTRIBUTES[name]?.includes(key))).toEqual([])
      if ('href' in attributes) {
        expect(attributes['href']).toMatch(/^(https?:\/\/|mailto:)/)
        expect(attributes['rel']).toBe('noopener nofollow ugc')
      }
    }
  })

  test.each(XSS_VECTORS)('is as safe of %j within a link, a list, a quotation and emphasis', (vector) => {
    for (const text of [
      `[${vector}](https://scopien.com)`,
      `- ${vector}`,
      `> ${vector}`,
      `**${vector}**`,
      `# ${vector}`,
    ])
      for (const { name } of elementsOf(toSafeHtml(text))) expect(TAGS).toContain(name)
  })

  test('a text that stays is rendered once', () => {
    const text = '*a* '.repeat(LONGEST / 4)
    const once = timeOf(() => toSafeHtml(text))
    expect(timeOf(() => void Array.from({ length: 1000 }, () => toSafeHtml(text)))).toBeLessThan(once * 100)
  })

  test('more texts than are kept come out as they did', () => {
    const texts = Array.from({ length: 600 }, (_, n) => `**${n}** ${'word '.repeat(3000)}`)
    expect(texts.map((text) => toSafeHtml(text).slice(0, 30))).toEqual(
      texts.map((text) => toSafeHtml(text).slice(0, 30)),
    )
  })

  test.each([
    ...[
      '>',
      '[',
      '*',
      '`',
      '_',
      '<',
      '![',
      '- ',
      '&#',
      '](',
      '\\',
      'http://',
      '> ',
      '>\n',
      '  - ',
      '*a **b ',
      '[a](',
      '[a][',
    ],
    ...[
      '<a ',
      '~~',
      'a@',
      'https://a.b ',
      '1. ',
      '\u0000',
      '*_',
      '[[]]',
      '((',
      '[a](<',
      '`a``',
      '"',
      '<!--',
      '[x]: y\n',
      '# ',
    ],
  ])('takes 20,000 characters of %j without being held up', (part) => {
    expect(timeOf(() => toSafeHtml(part.repeat(LONGEST / part.length)))).toBeLessThan(1000)
  })

  test('what is nested deeply comes out no deeper than a hundred', () => {
    const html = toSafeHtml('> '.repeat(LONGEST / 2))
    expect(html.match(/<blockquote>/g)?.length ?? 0).toBeLessThanOrEqual(100)
  })
})
