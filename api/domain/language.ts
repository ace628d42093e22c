/** The languages that pages are drawn in; the first is for whoever wants none of them. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** The parameter by which a reader chooses the language of a page. */
export const LANGUAGE_PARAMETER = 'lang'

/** In which language a page is drawn. */
export interface Speech {
  language: Language
  /** Whether the reader chose it by the address, so that links must carry it on. */
  isChosen: boolean
}

/** What is spoken where nobody asked for anything. */
export const DEFAULT_SPEECH: Speech = { language: LANGUAGES[0], isChosen: false }

/** The speech that a reader asks for: by the address, where that names a language of ours, else by `Accept-Language`. */
export function speechOf(named: string | null, accepted: string | undefined): Speech {
  const language = LANGUAGES.find((one) => one === named)
  return language ? { language, isChosen: true } : { language: preferredLanguage(accepted), isChosen: false }
}

/**
 * The language of ours that a reader prefers, the earlier of equals. A region does not matter: `de-AT` is German.
 *
 * @param accepted  the value of `Accept-Language`
 * @see RFC 9110, 12.5.4, and RFC 4647, 3.4
 */
export function preferredLanguage(accepted: string | undefined): Language {
  if (!accepted) return LANGUAGES[0]
  const ranges = accepted.slice(0, LONGEST_READ).split(',').map(toRange)
  let preferred: Language = LANGUAGES[0]
  let best = { weight: 0, place: 0 }
  for (const language of LANGUAGES) {
    const found = wantOf(language, ranges)
    const isBetter = found.weight > best.weight || (found.weight === best.weight && found.place < best.place)
    if (found.weight === 0 || !isBetter) continue
    preferred = language
    best = found
  }
  return preferred
}

/** No reader speaks more languages than fit in here. */
const LONGEST_READ = 500

interface Range {
  /** The language without its region, or `*`. */
  language: string
  /** 0 is never. */
  weight: number
}

function toRange(text: string): Range {
  const [tag = '', ...parameters] = text.split(';')
  const [language = ''] = tag.trim().toLowerCase().split('-')
  const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(one)?.[1]).find(Boolean)
  return { language, weight: quality === undefined ? 1 : Math.min(1, Number(quality)) }
}

/** How much a language is wanted, and where that is said; what is named itself does not go by `*`. */
function wantOf(language: Language, ranges: readonly Range[]): { weight: number; place: number } {
  const isNamed = ranges.some((range) => range.language === language)
  const wanted = isNamed ? language : '*'
  const weight = Math.max(0, ...ranges.filter((range) => range.language === wanted).map((range) => range.weight))
  return { weight, place: ranges.findIndex((range) => range.language === wanted && range.weight === weight) }
}
