import type { Status } from './status.ts'

interface Named {
  name: string
  status: Status
}

/** What a group of components is said to be, worst first. */
const PREDICATES: readonly (readonly [Status, string])[] = [
  ['major_outage', 'down'],
  ['partial_outage', 'partly down'],
  ['degraded_performance', 'degraded'],
]

const MOST_NAMED = 3

/**
 * The overall status in one plain sentence, naming what is wrong.
 *
 * @param until  when the maintenance in progress ends, in words such as `04:00 EDT`; `null` when there is none
 */
export function sentence(overall: Status, components: readonly Named[], until: string | null): string {
  switch (overall) {
    case 'operational':
      return 'All systems operational'
    case 'under_maintenance':
      return until ? `Maintenance in progress until ${until}` : 'Maintenance in progress'
    case 'unknown':
      return silence(components)
    default:
      return complaint(components)
  }
}

function silence(components: readonly Named[]): string {
  const silent = components.filter(({ status }) => status === 'unknown')
  if (silent.length === components.length || silent.length > MOST_NAMED) return 'We are not receiving monitoring data'
  return `We are not receiving monitoring data for ${list(silent)}`
}

function complaint(components: readonly Named[]): string {
  const all = components.length > 1 && components.every(({ status }) => status === 'major_outage')
  return all ? 'All systems are down' : whatIsWrong(components)
}

/** What is wrong with some components, worst first: “API is down and Salesforce sync is degraded”. */
export function whatIsWrong(components: readonly Named[]): string {
  const clauses = PREDICATES.flatMap(([wanted, predicate]) => {
    const concerned = components.filter(({ status }) => status === wanted)
    if (concerned.length === 0) return []
    const subject = concerned.length > MOST_NAMED ? `${concerned.length} services` : list(concerned)
    return [`${subject} ${concerned.length === 1 ? 'is' : 'are'} ${predicate}`]
  })
  return join(clauses)
}

function list(named: readonly Named[]): string {
  return join(named.map(({ name }) => name))
}

/** `a`, `a and b`, `a, b and c`. */
function join(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}
