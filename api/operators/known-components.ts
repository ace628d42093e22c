import type { Configuration } from '#domain/configuration.ts'
import type { ProblemError } from '../problem.ts'
import { badBody, pointerTo } from './json-body.ts'

const LONGEST_QUOTED = 100

/**
 * Refuses ids that no component has.
 *
 * @param named  the field `components` of a body: ids, or an object by ids; absent where nothing is said of them
 * @throws {Problem} with every one that is unknown, and its place
 */
export function requireKnown(
  named: readonly string[] | object | undefined | null,
  { components }: Configuration,
): void {
  const known = new Set(components.map(({ id }) => id))
  const places = Array.isArray(named) ? [...named.entries()] : Object.keys(named ?? {}).map((id) => [id, id] as const)
  const unknown = places.filter(([, id]) => !known.has(id))
  if (unknown.length > 0) throw badBody(unknown.map(([step]) => faultAt(step)))
}

function faultAt(step: string | number): ProblemError {
  return {
    pointer: pointerTo(['components', String(step).slice(0, LONGEST_QUOTED)]),
    detail: 'no component has this id',
  }
}
