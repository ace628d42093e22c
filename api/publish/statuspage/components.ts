import type { PublicComponent, PublicView } from '#domain/public-view.ts'
import { worst } from '#domain/status.ts'
import { statuspageId } from './id.ts'
import { type StatuspageStatus, toStatuspageStatus } from './status.ts'
import { timePrinter } from './times.ts'

/** A component or a group as Statuspage gives it; only a group has `components`. */
export interface StatuspageComponent {
  id: string
  name: string
  status: StatuspageStatus
  created_at: string
  updated_at: string
  position: number
  description: string | null
  showcase: boolean
  start_date: string | null
  group_id: string | null
  page_id: string
  group: boolean
  only_show_if_degraded: boolean
  components?: string[]
}

/** Groups, each before its members, and components, in the order of the page. */
export function toComponents(view: PublicView): StatuspageComponent[] {
  const placed = new Map<string | null, PublicComponent[]>()
  const tops: (PublicComponent | string)[] = []
  for (const component of view.components) {
    const { group } = component
    if (group === null) tops.push(component)
    else if (!placed.has(group)) tops.push(group)
    placed.set(group, [...(placed.get(group) ?? []), component])
  }
  return tops.flatMap((top, index) =>
    typeof top === 'string'
      ? toGroup(top, placed.get(top) ?? [], view, index + 1)
      : [toComponent(top, view, index + 1)],
  )
}

/** The id of the page as a whole. */
export function pageId({ page }: PublicView): string {
  return statuspageId(`page ${page.url}`)
}

/** A component's name as messages give it: “Core - API” of one in a group. */
export function fullName({ name, group }: PublicComponent, { groups }: PublicView): string {
  const heading = groups.find(({ id }) => id === group)
  return heading ? `${heading.name} - ${name}` : name
}

/** One component, at its place among its neighbours. */
function toComponent(component: PublicComponent, view: PublicView, position: number): StatuspageComponent {
  const print = timePrinter(view.page.timezone)
  const { id, name, description, status, group, createdAt, since } = component
  return {
    id: statuspageId(id),
    name,
    status: toStatuspageStatus(status),
    created_at: print(createdAt),
    updated_at: print(Math.max(createdAt, since ?? createdAt)),
    position,
    description,
    showcase: true,
    start_date: print(createdAt).slice(0, 10),
    group_id: group === null ? null : groupId(group),
    page_id: pageId(view),
    group: false,
    only_show_if_degraded: false,
  }
}

function toGroup(
  id: string,
  members: readonly PublicComponent[],
  view: PublicView,
  position: number,
): StatuspageComponent[] {
  const shown = members.map((member, index) => toComponent(member, view, index + 1))
  const group: StatuspageComponent = {
    id: groupId(id),
    name: view.groups.find((one) => one.id === id)?.name ?? id,
    status: toStatuspageStatus(worst(members.map(({ status }) => status))),
    created_at: shown.map((one) => one.created_at).sort()[0] ?? '',
    updated_at:
      shown
        .map((one) => one.updated_at)
        .sort()
        .at(-1) ?? '',
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: pageId(view),
    group: true,
    only_show_if_degraded: false,
    components: shown.map((one) => one.id),
  }
  return [group, ...shown]
}

/** A group and a component may have the same id with us. */
function groupId(id: string): string {
  return statuspageId(`group ${id}`)
}
