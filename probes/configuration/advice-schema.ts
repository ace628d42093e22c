import * as z from 'zod'
import type { Advice, AdviceByReason, HelpSection } from '#domain/advice.ts'
import { localized, localizedLine } from './localized-text.ts'
import { isLink } from './scalars.ts'

const prose = localized(z.string().trim().min(1).max(5000)).describe('Markdown')

/** Where the guide is; an empty text, as of a variable that is not set, is nowhere. */
export const guide = z
  .string()
  .refine((text) => text === '' || isLink(text), 'an http, https, mailto or tel link, or nothing')
  .default('')
  .describe('The address of the guide that advice and help refer to')

const href = z
  .string()
  .refine((text) => text.startsWith('#') || isLink(text), 'a link, or a place in the guide such as #api-rate-limits')
  .optional()
  .describe('Where more is said: a link, or a place in the guide such as #api-rate-limits')

/** What readers can do, by reason code; whether there is such a code is asked elsewhere. */
export const advice = z.record(z.string(), z.strictObject({ text: prose, href })).default({})

/** What readers can try whatever is wrong. */
export const help = z
  .array(z.strictObject({ title: localizedLine.describe('The heading'), text: prose, href }))
  .max(20)
  .default([])

type Written = z.infer<typeof advice>[string]

/** Advice as it is used; a place in a guide that is nowhere is no place. */
export function toAdvice(written: z.infer<typeof advice>, guideAt: string): AdviceByReason {
  return Object.fromEntries(Object.entries(written).map(([code, one]) => [code, resolved(one, guideAt)]))
}

export function toHelp(written: z.infer<typeof help>, guideAt: string): HelpSection[] {
  return written.map(({ title, ...one }) => ({ title, ...resolved(one, guideAt) }))
}

function resolved({ text, href }: Written, guideAt: string): Advice {
  if (!href?.startsWith('#')) return { text, href: href ?? null }
  return { text, href: guideAt === '' ? null : guideAt.replace(/#.*$/, '') + href }
}
