import type { Status } from './status.ts'

interface Named {
  name: string
  status: Status
}

/** What a status page says in its first line, before it is put in words of a language. */
export type Finding =
  | { kind: 'well' }
  | { kind: 'maintenance' }
  /** No data: of these components, or of all or too many to name (`null`). */
  | { kind: 'silence'; names: readonly string[] | null }
  | { kind: 'all_down' }
  | { kind: 'wrong'; complaints: readonly Complaint[] }

/** Components that suffer alike. */
export interface Complaint {
  status: Complained
  count: number
  /** `null` when they are too many to name. */
  names: readonly string[] | null
}

/** What is complained of, worst first. */
const COMPLAINED = ['major_outage', 'partial_outage', 'degraded_performance'] as const
export type Complained = (typeof COMPLAINED)[number]

const MOST_NAMED = 3

/** What the overall status comes to, naming what is wrong. */
export function findingOf(overall: Status, components: readonly Named[]): Finding {
  switch (overall) {
    case 'operational':
      return { kind: 'well' }
    case 'under_maintenance':
      return { kind: 'maintenance' }
    case 'unknown':
      return silence(components)
    default:
      return allAreDown(components) ? { kind: 'all_down' } : { kind: 'wrong', complaints: complaintsOf(components) }
  }
}

/** What is wrong with some components, worst first. */
export function complaintsOf(components: readonly Named[]): Complaint[] {
  return COMPLAINED.flatMap((status) => {
    const names = components.filter((one) => one.status === status).map(({ name }) => name)
    const count = names.length
    return count === 0 ? [] : [{ status, count, names: count > MOST_NAMED ? null : names }]
  })
}

function silence(components: readonly Named[]): Finding {
  const silent = components.filter(({ status }) => status === 'unknown').map(({ name }) => name)
  const isUnnamed = silent.length === components.length || silent.length > MOST_NAMED
  return { kind: 'silence', names: isUnnamed ? null : silent }
}

function allAreDown(components: readonly Named[]): boolean {
  return components.length > 1 && components.every(({ status }) => status === 'major_outage')
}
