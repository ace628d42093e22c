import type { Check } from './check.ts'
import { secretTexts } from './secret-texts.ts'

/** How much of a found value a detail shows, in UTF-16 code units. */
const LONGEST_VALUE = 200
/** How much of a text is searched for secrets, in UTF-16 code units, beside room for two of the longest. */
const LONGEST_SEARCHED = 4096

/**
 * A text fit for operators: the check's secrets as `***`, no control characters, cut.
 *
 * @param more  what must not be shown either, such as values taken during a sequence
 */
export function printable(text: string, check: Check, more: readonly string[] = []): string {
  const secrets = secretTexts(check, more)
  return withoutSecrets(text, secrets)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST_VALUE)
    .toWellFormed()
}

/** The beginning of a text with `***` for each secret. `secrets` are longest first. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  const longest = secrets[0]?.length ?? 0
  const beginning = text.slice(0, LONGEST_SEARCHED + 2 * longest)
  const open = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), beginning)
  // The cut may have gone through a secret, whose first part would no longer be known for one.
  return beginning.length < text.length ? open.slice(0, Math.max(0, open.length - longest)) : open
}
