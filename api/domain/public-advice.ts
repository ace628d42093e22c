import { type Advice, adviceFor, type HelpSection } from './advice.ts'
import type { Component } from './component.ts'
import type { Configuration } from './configuration.ts'
import type { Language } from './language.ts'
import { toSafeHtml } from './markdown.ts'
import type { PublicReason } from './public-reason.ts'
import type { Status } from './status.ts'
import { type Translations, translated } from './translations.ts'

/** A text in Markdown, and the same as HTML that is safe on any page. */
export interface SafeText {
  text: string
  html: string
}

/** Advice in English and, where it is translated, in other languages. */
export interface PublicAdvice extends Advice, SafeText {
  translations: Readonly<Partial<Record<Language, SafeText>>>
}

export interface PublicHelpSection extends HelpSection, PublicAdvice {}

/** What readers of a component can do now; `null` while it is well, or where nothing is known to help. */
export function publicAdvice(
  component: Component,
  { status, reason }: { status: Status; reason: PublicReason | null },
  configuration: Configuration,
): PublicAdvice | null {
  if (status === 'operational' || reason === null) return null
  const advice = adviceFor(component, reason.code, configuration)
  return advice && toPublic(advice, configuration.translations)
}

/** What readers can try whatever is wrong, in configured order. */
export function publicHelp({ help, translations }: Pick<Configuration, 'help' | 'translations'>): PublicHelpSection[] {
  return help.map((section) => toPublic(section, translations))
}

/** The HTML is made of each translation, never looked up: what is looked up is whatever the configuration says. */
function toPublic<One extends Advice>(one: One, translations: Translations): One & PublicAdvice {
  const languages = Object.keys(translations) as Language[]
  const texts = languages.map((language) => [language, safe(translated(one.text, language, translations))] as const)
  return { ...one, ...safe(one.text), translations: Object.fromEntries(texts) }
}

function safe(text: string): SafeText {
  return { text, html: toSafeHtml(text) }
}
