import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { toSafeHtml } from '#domain/markdown.ts'
import { XSS_VECTORS } from '../xss-vectors.ts'

const TAGS = ['p', 'br', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr']

/** Every element of a text that a parser of HTML finds, with its attributes. */
function elementsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = []
  const parser = new Parser({ onopentag: (name, attributes) => void found.push({ name, attributes }) })
  parser.end(html)
  return found
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
    ['# Heading', '<p>Heading</p>'],
    ['[a](https://scopien.com)', '<p><a href="https://scopien.com" rel="noopener nofollow ugc">a</a></p>'],
    ['[a](mailto:a@scopien.com)', '<p><a href="mailto:a@scopien.com" rel="noopener nofollow ugc">a</a></p>'],
    ['https://scopien.com', '<p><a href="https://scopien.com" rel="noopener nofollow ugc">https://scopien.com</a></p>'],
    ['<b>not bold</b>', '<p>&lt;b&gt;not bold&lt;/b&gt;</p>'],
  ])('%j becomes %j', (text, html) => expect(toSafeHtml(text)).toBe(html))

  test.each(XSS_VECTORS)('lets nothing of %j through that does anything', (vector) => {
    for (const { name, attributes } of elementsOf(toSafeHtml(vector))) {
      expect(TAGS).toContain(name)
      expect(Object.keys(attributes).filter((key) => !['href', 'rel'].includes(key))).toEqual([])
      if ('href' in attributes) {
        expect(attributes['href']).toMatch(/^(https?:\/\/|mailto:)/)
        expect(attributes['rel']).toBe('noopener nofollow ugc')
      }
    }
  })

  test.each(['>', '[', '*', '`', '_', '<', '![', '- ', '&#', '](', '\\', 'http://'])(
    'takes 20,000 characters of %j without being held up',
    (part) => {
      const from = performance.now()
      toSafeHtml(part.repeat(20_000 / part.length))
      expect(performance.now() - from).toBeLessThan(2000)
    },
  )
})
