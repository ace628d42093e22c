import type { PastStatus } from '#domain/past.ts'

/** `/api/status`: exactly the two keys that Scopien's guide shows, services in configured order. */
export function toStatusDocument({ status, components }: PastStatus): string {
  const services = Object.fromEntries(components.map((component) => [component.id, component.status]))
  return JSON.stringify({ status, services })
}
