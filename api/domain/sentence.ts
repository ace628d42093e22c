import { type Complained, type Complaint, complaintsOf, findingOf } from './finding.ts'
import type { Status } from './status.ts'

interface Named {
  name: string
  status: Status
}

const PREDICATES: Readonly<Record<Complained, string>> = {
  major_outage: 'down',
  partial_outage: 'partly down',
  degraded_performance: 'degraded',
}

/**
 * The overall status in one plain English sentence, naming what is wrong.
 *
 * @param until  when the maintenance in progress ends, in words such as `04:00 EDT`; `null` when there is none
 */
export function sentence(overall: Status, components: readonly Named[], until: string | null): string {
  const finding = findingOf(overall, components)
  switch (finding.kind) {
    case 'well':
      return 'All systems operational'
    case 'maintenance':
      return until ? `Maintenance in progress until ${until}` : 'Maintenance in progress'
    case 'silence':
      return `We are not receiving monitoring data${finding.names ? ` for ${join(finding.names)}` : ''}`
    case 'all_down':
      return 'All systems are down'
    case 'wrong':
      return join(finding.complaints.map(inWords))
  }
}

/** What is wrong with some components, worst first: “API is down and Salesforce sync is degraded”. */
export function whatIsWrong(components: readonly Named[]): string {
  return join(complaintsOf(components).map(inWords))
}

function inWords({ status, count, names }: Complaint): string {
  const subject = names ? join(names) : `${count} services`
  return `${subject} ${count === 1 ? 'is' : 'are'} ${PREDICATES[status]}`
}

/** `a`, `a and b`, `a, b and c`. */
function join(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}
