import type { Configuration } from '#domain/configuration.ts'
import { badBody, pointerTo } from './json-body.ts'

const LONGEST_QUOTED = 100

/**
 * Refuses ids that no component has.
 *
 * @param places  each id with its place in the body
 * @throws {Problem} with every one that is unknown
 */
export function requireKnown(
  places: readonly (readonly [id: string, path: readonly PropertyKey[]])[],
  { components }: Configuration,
): void {
  const unknown = places.filter(([id]) => !components.some((component) => component.id === id))
  if (unknown.length === 0) return
  throw badBody(
    unknown.map(([, path]) => ({
      pointer: pointerTo(path.map((step) => String(step).slice(0, LONGEST_QUOTED))),
      detail: 'no component has this id',
    })),
  )
}
