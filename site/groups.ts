import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import type { Texts } from './texts/en.ts'

/** Components under one heading. */
export interface HeadedComponents {
  heading: string
  components: readonly PublicComponent[]
}

/** The components under the headings of their groups, in the order of the configuration, those of no group last. */
export function groupComponents({ groups, components }: PublicView, texts: Texts): HeadedComponents[] {
  const headed = groups.map(({ id, name }) => ({
    heading: name,
    components: components.filter(({ group }) => group === id),
  }))
  const rest = components.filter(({ group }) => !groups.some(({ id }) => id === group))
  const restHeading = groups.length > 0 ? texts.otherComponents : texts.components
  return [...headed, { heading: restHeading, components: rest }].filter(({ components }) => components.length > 0)
}
