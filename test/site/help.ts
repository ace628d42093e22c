import { toSafeHtml } from '#domain/markdown.ts'
import type { PublicAdvice, PublicHelpSection } from '#domain/public-advice.ts'

const GUIDE = 'https://docs.scopien.com/troubleshooting'

/** Advice as a view has it, linked to a place in the guide where one is named. */
export function makeAdvice(text: string, place?: string): PublicAdvice {
  const href = place === undefined ? null : `${GUIDE}#${place}`
  return { text, html: toSafeHtml(text), href, translations: {} }
}

/** What readers of Scopien can try. */
export const HELP: readonly PublicHelpSection[] = [
  {
    title: 'Ask for the status',
    ...makeAdvice('From where you are:\n\n```\ncurl https://status.scopien.com/api/status\n```', 'quick-diagnostics'),
  },
  { title: 'You cannot log in', ...makeAdvice('- Reset the password.\n- Wait for 30 minutes.', 'cannot-log-in') },
]
