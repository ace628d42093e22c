import type { IncidentStatus } from '#domain/incident.ts'

/** How feeds call what is being done about an incident. */
export const INCIDENT_WORDS: Readonly<Record<IncidentStatus, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
}
