import type { PublicView } from '#domain/public-view.ts'

/** `/api/status`: exactly the two keys that Scopien's guide shows, services in configured order. */
export function toStatusDocument({ status, components }: PublicView): string {
  const services = Object.fromEntries(components.map((component) => [component.id, component.status]))
  return JSON.stringify({ status, services })
}
