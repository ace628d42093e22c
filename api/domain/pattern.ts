import { RE2JS } from 're2js'
import { messageOf } from './message-of.ts'

/** The most of a text that a pattern is applied to, in UTF-16 code units: as much as is read of any answer. */
const LONGEST_TEXT = 1024 * 1024
/** The longest pattern that is taken, in UTF-16 code units. */
const LONGEST_PATTERN = 1000
/** How many compiled patterns are kept; the oldest goes first. */
const MOST_KEPT = 2000

const kept = new Map<string, RE2JS>()

/** Whether a text, or its first MiB, has a place that a pattern matches. Takes time linear in the text. */
export function isMatch(pattern: string, text: string): boolean {
  return compiled(pattern).test(text.slice(0, LONGEST_TEXT))
}

/** What is wrong with a pattern of RE2; `null` when it can be used, and then it is compiled. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return `a pattern of at most ${LONGEST_PATTERN} characters`
  try {
    compiled(pattern)
    return null
  } catch (error) {
    return `a regular expression of RE2 (${messageOf(error)})`
  }
}

/** @throws when the pattern is none; the configuration lets no such pattern in */
function compiled(pattern: string): RE2JS {
  const known = kept.get(pattern)
  if (known) return known
  const fresh = RE2JS.compile(pattern)
  const oldest = kept.size >= MOST_KEPT ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(pattern, fresh)
  return fresh
}
