import { describe, expect, test } from 'vitest'
import { toPublicView } from '#domain/public-view.ts'
import { shownTranslations, translated } from '#domain/translations.ts'
import { componentOf, factsOf, NOW } from '../facts.ts'

const TABLE = { de: { Sync: 'Abgleich', Vault: 'Tresor' } }

describe('translated', () => {
  test.each([
    ['Sync', 'de', 'Abgleich'],
    ['Sync', 'en', 'Sync'],
    ['Unheard of', 'de', 'Unheard of'],
    ['constructor', 'de', 'constructor'],
  ] as const)('%s in %s is %s', (text, language, expected) => expect(translated(text, language, TABLE)).toBe(expected))
})

describe('shownTranslations', () => {
  test('has nothing of a text that is not shown', () =>
    expect(shownTranslations(TABLE, ['Sync', 'API'])).toEqual({ de: { Sync: 'Abgleich' } }))
})

describe('the translations of a public view', () => {
  test('tell nothing of a component that is private', () => {
    const components = [componentOf('sync', { name: 'Sync' }), componentOf('vault', { name: 'Vault', private: true })]
    const { configuration, ...facts } = factsOf(components)
    const view = toPublicView({ ...facts, configuration: { ...configuration, translations: TABLE } }, NOW)
    expect(view.translations).toEqual({ de: { Sync: 'Abgleich' } })
  })
})
