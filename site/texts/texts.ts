import type { Language } from '#domain/language.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'

/** All words of the page, by language. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en, de }
