import { describe, expect, test } from 'vitest'
import { preferredLanguage, speechOf } from '#domain/language.ts'

describe('preferredLanguage', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.5, de;q=0.6', 'de'],
    ['de, en', 'de'],
    ['en, de', 'en'],
    ['de;q=0.8, en;q=0.8', 'de'],
    ['fr', 'en'],
    ['fr, de;q=0.1', 'de'],
    ['*', 'en'],
    ['en;q=0, *', 'de'],
    ['*;q=0.5, de', 'de'],
    ['de;q=0', 'en'],
    ['de;q=0.000', 'en'],
    ['en;q=0, de;q=0', 'en'],
    ['de-CH;q=0, de;q=0.4', 'de'],
    ['de ; q=0.2 , en ; q=0.1', 'de'],
    ['de;q=nonsense', 'de'],
    ['den', 'en'],
    [',,;;q=', 'en'],
    [`${'x,'.repeat(10_000)}de`, 'en'],
  ])('of %j is %s', (accepted, language) => expect(preferredLanguage(accepted)).toBe(language))
})

describe('speechOf', () => {
  test.each([
    ['de', 'en', { language: 'de', isChosen: true }],
    ['en', 'de', { language: 'en', isChosen: true }],
    [null, 'de', { language: 'de', isChosen: false }],
    ['fr', 'de', { language: 'de', isChosen: false }],
    ['DE', 'en', { language: 'en', isChosen: false }],
    ['', undefined, { language: 'en', isChosen: false }],
  ] as const)('of ?lang=%s where %j is accepted is %j', (named, accepted, speech) =>
    expect(speechOf(named, accepted)).toEqual(speech),
  )
})
