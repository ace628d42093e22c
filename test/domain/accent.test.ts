import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accentOf, contrast, PAGE_COLORS } from '#domain/accent.ts'

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#777777', '#ffffff', 4.48],
    ['#123456', '#123456', 1],
  ])('of %s and %s is %d', (one, other, ratio) => expect(contrast(one, other)).toBeCloseTo(ratio, 2))
})

describe('accentOf', () => {
  test.each([
    ['#0b5fff', { light: '#0b5fff', dark: '#3077ff' }],
    ['#ffffff', { light: '#757575', dark: '#ffffff' }],
    ['#000000', { light: '#000000', dark: '#808080' }],
  ])('%s makes %j', (color, accent) => expect(accentOf(color)).toEqual(accent))

  test('can be read in both schemes, whatever the colour', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
        const { light, dark } = accentOf(`#${number.toString(16).padStart(6, '0')}`)
        expect(contrast(light, PAGE_COLORS.light)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(dark, PAGE_COLORS.dark)).toBeGreaterThanOrEqual(4.5)
      }),
    ))
})

test('the colours of the page are those that it is drawn on', () =>
  expect(readFileSync('site/styles/tokens.css', 'utf8')).toContain(
    `--page: light-dark(${PAGE_COLORS.light}, ${PAGE_COLORS.dark})`,
  ))
