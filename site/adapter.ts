import { createApp } from 'astro/app/entrypoint'
import type { Speech } from '#domain/language.ts'
import { localized } from './localized.ts'
import { type Spoken, spoken } from './spoken.ts'

/** What the server hands a page. */
type Handed = Omit<App.Locals, keyof Spoken> & { speech: Speech }

const app = createApp()

/** Renders the page that the request asks for, from the view in `locals`, in the language that is asked for. */
export function render(request: Request, { speech, ...handed }: Handed): Promise<Response> {
  const locals = { ...localized(handed, speech.language), ...spoken(speech, new URL(request.url)) }
  return app.render(request, { locals })
}
