import { DEFAULT_SPEECH, type Speech } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import type { DemandRenderer } from '../demand.ts'
import { SPEECHES } from '../variant.ts'

/** A document that is made on demand, of one thing where its path has an id. */
export interface Subject {
  path: string
  renderer: DemandRenderer
  /** What stands for `:id`; empty where there is none. */
  id: string
  /** The query that it answers. */
  search: string
  speech: Speech
}

/** What `:id` stands for, by what is before it. */
const IDS: readonly (readonly [before: string, ids: (view: PublicView) => readonly string[]])[] = [
  ['/api/components/', ({ components }) => idsOf(components)],
  ['/components/', ({ components }) => idsOf(components)],
  ['/badge/', ({ components }) => ['overall', ...idsOf(components)]],
  ['/api/incidents/', ({ incidents }) => idsOf(incidents)],
  ['/incidents/', ({ incidents }) => idsOf(incidents)],
  ['/api/maintenance/', ({ occurrences }) => idsOf(occurrences)],
  ['/maintenance/', ({ occurrences }) => idsOf(occurrences)],
]

/** What of the documents made on demand a view has: those that are about one thing of it, and those about all. */
export function subjectsOf(view: PublicView, renderers: readonly DemandRenderer[]): Subject[] {
  return renderers.flatMap((renderer) => {
    const speeches = renderer.inLanguages ? SPEECHES : [DEFAULT_SPEECH]
    return placesOf(view, renderer).flatMap((place) => speeches.map((speech) => ({ ...place, renderer, speech })))
  })
}

function placesOf(view: PublicView, { path, places }: DemandRenderer): Pick<Subject, 'path' | 'id' | 'search'>[] {
  if (places) return places(view).map((place) => ({ ...place, id: '' }))
  const [before = '', after] = path.split(':id')
  if (after === undefined) return [{ path, id: '', search: '' }]
  const ids = IDS.find(([wanted]) => wanted === before)?.[1](view) ?? []
  return ids.map((id) => ({ path: before + id + after, id, search: '' }))
}

function idsOf(all: readonly { id: string }[]): string[] {
  return all.map(({ id }) => id)
}
