import { REASONS } from '#domain/reason.ts'
import { type Fault, showPath, showValue, valueAt } from './faults.ts'

type Path = readonly PropertyKey[]

interface Named {
  id: unknown
  path: Path
}

/**
 * Faults that lie between the parts: ids given twice, and names of things that are not there. Whatever shape the
 * document has is looked at, so that they are told along with the faults of shape.
 */
export function referenceFaults(document: unknown): Fault[] {
  const components = named(document, ['components'])
  const groups = named(document, ['groups'])
  const windows = named(document, ['maintenance'])
  const checks = components.flatMap(({ path }) => named(document, [...path, 'checks']))
  return [
    ...[components, checks, groups, windows].flatMap(repeatedIds),
    ...unknownNames(
      document,
      components.map(({ path }) => [...path, 'group']),
      groups,
    ),
    ...unknownNames(
      document,
      windows.flatMap(({ path }) => places(document, [...path, 'components'])),
      components,
    ),
    ...[['advice'], ...components.map(({ path }) => [...path, 'advice'])].flatMap((path) =>
      unknownReasons(document, path),
    ),
  ]
}

/** Heartbeats that share a token, which is to name one job. The document is the one whose secrets are in it. */
export function repeatedTokens(document: unknown): Fault[] {
  const seen = new Set<unknown>()
  const checks = places(document, ['components']).flatMap((path) => places(document, [...path, 'checks']))
  return checks.flatMap((path) => {
    const token = valueAt(document, [...path, 'token'])
    if (typeof token !== 'string') return []
    if (seen.has(token))
      return [{ path: showPath([...path, 'token']), expected: 'a token that no other has', got: showValue('***') }]
    seen.add(token)
    return []
  })
}

/** Advice for what is neither a reason of ours nor a code that the file explains. */
function unknownReasons(document: unknown, advice: Path): Fault[] {
  const known = (code: string) => [REASONS, valueAt(document, ['errorCodes'])].some((codes) => hasKey(codes, code))
  const given = valueAt(document, advice)
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return []
  const expected = 'a reason code such as timeout, http_503 or one of errorCodes'
  const unknown = Object.keys(given).filter((code) => !known(code))
  return unknown.map((code) => ({ path: showPath([...advice, code]), expected, got: showValue(code) }))
}

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}

function named(document: unknown, list: Path): Named[] {
  return places(document, list).map((path) => ({ id: valueAt(document, [...path, 'id']), path }))
}

/** The path of each entry of a list; none where there is no list. */
function places(document: unknown, list: Path): Path[] {
  const entries = valueAt(document, list)
  return Array.isArray(entries) ? entries.map((_, index) => [...list, index]) : []
}

function repeatedIds(all: readonly Named[]): Fault[] {
  const seen = new Set<unknown>()
  return all.flatMap(({ id, path }) => {
    if (typeof id !== 'string') return []
    if (seen.has(id))
      return [{ path: showPath([...path, 'id']), expected: 'an id that no other has', got: showValue(id) }]
    seen.add(id)
    return []
  })
}

function unknownNames(document: unknown, paths: readonly Path[], targets: readonly Named[]): Fault[] {
  const ids = [...new Set(targets.map(({ id }) => id))].filter((id) => typeof id === 'string')
  const expected = ids.length > 0 ? `one of ${ids.join(', ')}` : 'an id that is there (there are none)'
  return paths.flatMap((path) => {
    const wanted = valueAt(document, path)
    if (typeof wanted !== 'string' || ids.includes(wanted)) return []
    return [{ path: showPath(path), expected, got: showValue(wanted) }]
  })
}
