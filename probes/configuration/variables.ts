import { Secret } from '#domain/secret.ts'
import type { Fault } from './faults.ts'
import { showPath } from './faults.ts'

/** `${NAME}` must be set; `${NAME:-default}` need not be. */
const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g
const SECRET_NAME = /_(KEY|TOKEN|SECRET|PASSWORD)$/

/** A mounted secret usually ends with one, which is no part of it. */
const TRAILING_BREAKS = /(?:\r?\n)+$/

export interface Expanded {
  value: unknown
  /** Paths (as `showPath` writes them) whose text holds a secret variable. */
  secretPaths: ReadonlySet<string>
  /** What the secret variables say. */
  secrets: readonly Secret[]
  faults: readonly Fault[]
}

/** Puts variables into every text of a parsed document; each missing one is a fault, and none is ever shown. */
export function expandVariables(
  document: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): Expanded {
  const secretPaths = new Set<string>()
  const secrets = new Map<string, Secret>()
  const faults: Fault[] = []

  const expandText = (text: string, path: readonly PropertyKey[]): string =>
    text.replace(VARIABLE, (_, name: string, fallback: string | undefined) => {
      if (SECRET_NAME.test(name)) secretPaths.add(showPath(path))
      const value = environment[name]?.replace(TRAILING_BREAKS, '') || fallback
      if (value !== undefined) {
        if (SECRET_NAME.test(name)) secrets.set(name, new Secret(value))
        return value
      }
      faults.push({ path: showPath(path), expected: `the environment variable ${name} to be set`, got: 'nothing' })
      return 'unset'
    })

  const expand = (node: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof node === 'string') return expandText(node, path)
    if (Array.isArray(node)) return node.map((item, index) => expand(item, [...path, index]))
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expand(value, [...path, key])]))
  }

  return { value: expand(document, []), secretPaths, secrets: [...secrets.values()], faults }
}
