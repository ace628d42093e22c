import type { Language } from './language.ts'

/** Texts of the configuration in other languages: by the language, then by the English text. */
export type Translations = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>

/** The translations of these texts only, so that nothing is told of what is not shown. */
export function shownTranslations(translations: Translations, shown: Iterable<string>): Translations {
  const texts = new Set(shown)
  const shownOf = (table: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(table).filter(([english]) => texts.has(english)))
  return Object.fromEntries(Object.entries(translations).map(([language, table]) => [language, shownOf(table)]))
}

/** A text in a language; as it is in English where it is not translated. */
export function translated(text: string, language: Language, translations: Translations): string {
  const table = translations[language]
  return table && Object.hasOwn(table, text) ? (table[text] ?? text) : text
}
