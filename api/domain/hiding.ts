import type { Configuration } from './configuration.ts'
import { secretTexts } from './secret-texts.ts'

/** What is shorter is no secret worth its name, and would blacken ordinary words. */
const SHORTEST = 6

/**
 * Makes what takes secrets out of a text: each is written as `***`.
 *
 * @param more           secrets besides those of checks
 * @param configuration  the one in use; `undefined` before there is any
 */
export function createHiding(
  more: readonly string[],
  configuration: () => Pick<Configuration, 'components'> | undefined,
): (text: string) => string {
  const known = new WeakMap<object, readonly string[]>()

  const textsOf = (inUse: Pick<Configuration, 'components'>): readonly string[] => {
    const texts = known.get(inUse) ?? longestFirst([...more, ...ofChecks(inUse)])
    known.set(inUse, texts)
    return texts
  }

  return (text) => textsOf(configuration() ?? NONE).reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}

const NONE = { components: [] }

function ofChecks({ components }: Pick<Configuration, 'components'>): string[] {
  return components.flatMap(({ checks }) => checks.flatMap((check) => secretTexts(check)))
}

function longestFirst(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
}
