import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { drawBadge } from '../../../../api/publish/badge/badge.ts'
import { textWidth } from '../../../../api/publish/badge/text-width.ts'
import { AWKWARD } from '../story.ts'

describe('drawBadge', () => {
  const badge = drawBadge({ label: `API ${AWKWARD}`, message: 'operational', color: '#1b7a4f' })

  test('is well-formed, whatever it says', () => expect(XMLValidator.validate(badge)).toBe(true))

  test('says in words what it shows', () => {
    expect(badge).toMatch(/^<svg [^>]*role="img" aria-label="API =&lt;b&gt;/)
    expect(badge).toContain('<title>API =&lt;b&gt;')
  })

  test('is as wide as its two texts and their margins', () => {
    const [width] = /(?<=width=")\d+/.exec(drawBadge({ label: 'ab', message: 'cd', color: '#000000' })) ?? []
    expect(Number(width)).toBe(Math.ceil(textWidth('ab', 11)) + Math.ceil(textWidth('cd', 11)) + 24)
  })
})

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['0000', 4 * 6.996],
    ['il', 2 * 3.014],
    ['漢', 11],
  ])('"%s" at 11 is %f', (text, width) => expect(textWidth(text, 11)).toBeCloseTo(width, 3))

  test('a wide letter is wider than a narrow one', () => expect(textWidth('W', 11)).toBeGreaterThan(textWidth('i', 11)))
})
