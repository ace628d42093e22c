import { type Advice, adviceFor, type HelpSection } from './advice.ts'
import type { Component } from './component.ts'
import type { Configuration } from './configuration.ts'
import { toSafeHtml } from './markdown.ts'
import type { PublicReason } from './public-reason.ts'
import type { Status } from './status.ts'

/** Advice with its text as HTML that is safe on any page. */
export interface PublicAdvice extends Advice {
  html: string
}

export interface PublicHelpSection extends HelpSection {
  html: string
}

/** What readers of a component can do now; `null` while it is well, or where nothing is known to help. */
export function publicAdvice(
  component: Component,
  { status, reason }: { status: Status; reason: PublicReason | null },
  configuration: Configuration,
): PublicAdvice | null {
  if (status === 'operational' || reason === null) return null
  const advice = adviceFor(component, reason.code, configuration)
  return advice && withHtml(advice)
}

/** What readers can try whatever is wrong, in configured order. */
export function publicHelp({ help }: Configuration): PublicHelpSection[] {
  return help.map(withHtml)
}

function withHtml<One extends Advice>(one: One): One & { html: string } {
  return { ...one, html: toSafeHtml(one.text) }
}
