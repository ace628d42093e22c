import { ConfigurationError } from '../../../probes/configuration/faults.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'

/** The faults of a text, as they are listed; none when it is read. */
export function faultsOf(text: string, environment: Record<string, string> = {}): string[] {
  try {
    readConfiguration(text, environment, 'status.yaml')
    return []
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.message.split('\n  ').slice(1)
  }
}

/** A file of one component with one check that also says this. */
export function withCheck(more: string): string {
  return `page: { name: Scopien }
components: [{ id: api, name: API, checks: [{ id: health, kind: http, url: 'https://api.scopien.com', ${more} }] }]`
}
