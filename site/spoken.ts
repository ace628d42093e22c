import { LANGUAGE_PARAMETER, LANGUAGES, type Language, type Speech } from '#domain/language.ts'
import type { Texts } from './texts/en.ts'
import { TEXTS } from './texts/texts.ts'

/** What a page in a language is drawn with. */
export interface Spoken {
  texts: Texts
  /** The address of another page of ours, in the language that the reader chose. */
  addressOf: (path: string) => string
  /** Where this page is in each language, and for who has said none (`x-default`); absolute. */
  alternates: readonly { hreflang: string; href: string }[]
  /** Where this page is in the other languages, each under its own name. */
  otherLanguages: readonly { language: Language; name: string; href: string }[]
}

/** @param url  of the page, without its language */
export function spoken({ language, isChosen }: Speech, { origin, pathname, search }: URL): Spoken {
  const path = pathname + search
  return {
    texts: TEXTS[language],
    addressOf: (other) => (isChosen ? withLanguage(other, language) : other),
    alternates: [
      ...LANGUAGES.map((one) => ({ hreflang: one, href: origin + withLanguage(path, one) })),
      { hreflang: 'x-default', href: origin + path },
    ],
    otherLanguages: LANGUAGES.filter((one) => one !== language).map((one) => ({
      ...{ language: one, name: TEXTS[one].languageName, href: withLanguage(path, one) },
    })),
  }
}

/** @param address  a path, with a query and a fragment where it has them */
function withLanguage(address: string, language: Language): string {
  const [, before = '', fragment = ''] = /^([^#]*)(.*)$/.exec(address) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${LANGUAGE_PARAMETER}=${language}${fragment}`
}
