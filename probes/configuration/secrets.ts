import { type Fault, showPath, showValue } from './faults.ts'

/** Fields whose value is a credential, wherever it came from. */
const CREDENTIAL = /(^|\.)(bearer|password|token|secret|send|body|(basic|clientCertificate)(\..+)?)$|\.headers\./
/** Credentials of several parts: when they are mappings, each part hides itself. */
const PARTED = /(^|\.)(basic|clientCertificate)$/
/** Fields that are used and never shown, where alone a secret may stand. */
const HIDDEN =
  /\.checks\[\d+\](\.steps\[\d+\])?\.(url|bearer|send|body|token|basic\..+|clientCertificate\..+|headers\..+)$/

/** Addresses to ask, which may hold a key. */
const ADDRESS = /\.url$/

/**
 * A document as it may be shown: with `***` for each credential, for each text that holds a secret variable, and for
 * what follows the path of an address.
 */
export function withoutSecrets(
  value: unknown,
  secretPaths: ReadonlySet<string>,
  path: readonly PropertyKey[] = [],
): unknown {
  const place = showPath(path)
  const isParted = typeof value === 'object' && value !== null && !Array.isArray(value) && PARTED.test(place)
  if (value !== undefined && !isParted && (secretPaths.has(place) || CREDENTIAL.test(place))) return '***'
  if (value !== undefined && ADDRESS.test(place)) return addressShown(value)
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

/** An address up to its query; nothing of one that may name credentials, however it is mistyped. */
function addressShown(value: unknown): string {
  if (typeof value !== 'string' || value.includes('@')) return '***'
  const end = value.search(/[?#]/)
  return end < 0 ? value : `${value.slice(0, end + 1)}***`
}
