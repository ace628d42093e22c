import * as z from 'zod'
import { LANGUAGES } from '#domain/language.ts'
import type { Translations } from '#domain/translations.ts'
import { line } from './scalars.ts'

/**
 * A text for people: as it is in every language, or `{ en: …, de: … }`. What it is read as is the English text alone;
 * the others are in the configuration's translations, so that nothing that only asks what a thing is called need know.
 */
export const localized = (text: z.ZodType<string, string>) =>
  z
    .union(
      [text, z.strictObject({ en: text, de: text.optional() })],
      'a text, or one in each language such as { en: Sales, de: Vertrieb }',
    )
    .transform((written) => (typeof written === 'string' ? written : written.en))
    .meta({ title: 'text, or one in each language' })

/** A line of text for people, in one language or in several. */
export const localizedLine = localized(line)

/**
 * All translations in a configuration file as it is written. Of texts that are the same in English the first one that is
 * translated counts.
 */
export function translationsIn(document: unknown): Translations {
  const written = localizedIn(document)
  const tables = LANGUAGES.filter((language) => language !== 'en').map((language) => {
    // Texts are trimmed as they are read; of equal keys the last one written here counts.
    const entries = written.flatMap(({ en, [language]: text }) => (text ? [[en.trim(), text.trim()]] : []))
    return [language, Object.fromEntries(entries.toReversed())] as const
  })
  return Object.fromEntries(tables.filter(([, table]) => Object.keys(table).length > 0))
}

interface Written extends Record<string, string> {
  en: string
}

function localizedIn(value: unknown): Written[] {
  if (isLocalized(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => localizedIn(key === 'checks' ? namesOf(item) : item))
}

/** What checks send and expect is not for people, whatever it looks like. */
function namesOf(checks: unknown): unknown {
  return Array.isArray(checks) ? checks.map((check) => check?.name) : []
}

function isLocalized(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'en')) return false
  return Object.entries(value).every(
    ([key, text]) => typeof text === 'string' && LANGUAGES.some((language) => language === key),
  )
}
