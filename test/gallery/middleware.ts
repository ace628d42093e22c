import type { MiddlewareHandler } from 'astro'
import { LANGUAGES } from '#domain/language.ts'
import { localized } from '../../site/localized.ts'
import { spoken } from '../../site/spoken.ts'
import { makeView } from '../site/view.ts'

/** Hands the components what the server hands them: `/de/` is drawn in German. */
export const onRequest: MiddlewareHandler = ({ locals, url }, next) => {
  const language = LANGUAGES.find((one) => url.pathname.startsWith(`/${one}`)) ?? LANGUAGES[0]
  Object.assign(locals, localized({ view: makeView() }, language), spoken({ language, isChosen: false }, url))
  return next()
}
