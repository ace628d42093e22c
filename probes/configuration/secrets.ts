import { type Fault, showPath, showValue } from './faults.ts'

/** Fields whose value is a credential, wherever it came from. */
const CREDENTIAL = /(^|\.)(bearer|password|token|secret|send)$|\.headers\./
/** Fields that are used and never shown, where alone a secret may stand. */
const HIDDEN = /\.checks\[\d+\]\.(url|bearer|send|headers\..+)$/

/** A document as it may be shown: with `***` for each credential, and for each text that holds a secret variable. */
export function withoutSecrets(
  value: unknown,
  secretPaths: ReadonlySet<string>,
  path: readonly PropertyKey[] = [],
): unknown {
  const place = showPath(path)
  if (value !== undefined && (secretPaths.has(place) || CREDENTIAL.test(place))) return '***'
  if (Array.isArray(value)) return value.map((item, index) => withoutSecrets(item, secretPaths, [...path, index]))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withoutSecrets(item, secretPaths, [...path, key])])
  return Object.fromEntries(entries)
}

/** Secret variables in fields that are shown: on the page, to operators or in the log. */
export function misplacedSecrets(secretPaths: ReadonlySet<string>): Fault[] {
  const misplaced = [...secretPaths].filter((path) => !HIDDEN.test(path))
  return misplaced.map((path) => ({ path, expected: 'no secret variable, since this is shown', got: showValue('***') }))
}
