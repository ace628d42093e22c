import type { Language } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { type Format, formatOf } from '../../../site/format.ts'
import { localized } from '../../../site/localized.ts'
import type { Texts } from '../../../site/texts/en.ts'
import { STATES } from '../../site/states.ts'
import { NOW } from '../../site/view.ts'

/** What every exhibit is drawn with. */
export interface Setting {
  now: number
  texts: Texts
  format: Format
  /** A state by its name, in the language of the gallery. */
  stateOf: (name: string) => PublicView
}

export function settingOf({ texts, view }: { texts: Texts; view: PublicView }): Setting {
  return {
    now: NOW,
    texts,
    format: formatOf(texts.locale, view.page.timezone),
    stateOf: (name) => {
      const state = STATES[name]
      if (!state) throw new Error(`There is no state "${name}", only ${Object.keys(STATES).join(', ')}`)
      return localized({ view: state }, texts.lang as Language).view
    },
  }
}
