import { describe, expect, test } from 'vitest'
import { overall } from '#domain/overall.ts'
import { sentence } from '#domain/sentence.ts'
import type { Status } from '#domain/status.ts'

const LETTERS: Readonly<Record<string, Status>> = {
  o: 'operational',
  m: 'under_maintenance',
  '?': 'unknown',
  g: 'degraded_performance',
  p: 'partial_outage',
  x: 'major_outage',
}
const NAMES = ['API', 'Dashboard', 'Salesforce sync', 'AI assistant', 'Reports', 'Billing', 'Search']

/** What is said of a page whose components have these statuses, in order. */
function said(letters: string, until: string | null = null): string {
  const components = [...letters].map((letter, index) => ({
    name: NAMES[index] ?? '',
    status: LETTERS[letter] ?? 'unknown',
  }))
  return sentence(overall(components.map(({ status }) => status)), components, until)
}

describe('sentence', () => {
  test.each([
    ['oooo', 'All systems operational'],
    ['o', 'All systems operational'],
    ['', 'We are not receiving monitoring data'],
    ['????', 'We are not receiving monitoring data'],
    ['?', 'We are not receiving monitoring data'],
    ['o?oo', 'We are not receiving monitoring data for Dashboard'],
    ['??oo', 'We are not receiving monitoring data for API and Dashboard'],
    ['???o', 'We are not receiving monitoring data for API, Dashboard and Salesforce sync'],
    ['????o', 'We are not receiving monitoring data'],
    ['oogo', 'Salesforce sync is degraded'],
    ['goog', 'API and AI assistant are degraded'],
    ['gggo', 'API, Dashboard and Salesforce sync are degraded'],
    ['gggg', '4 services are degraded'],
    ['pooo', 'API is partly down'],
    ['xooo', 'API is down'],
    ['xxoo', 'API and Dashboard are down'],
    ['xogo', 'API is down and Salesforce sync is degraded'],
    ['xpgo', 'API is down, Dashboard is partly down and Salesforce sync is degraded'],
    ['xggggo', 'API is down and 4 services are degraded'],
    ['xxggo', 'API and Dashboard are down and Salesforce sync and AI assistant are degraded'],
    ['xxxx', 'All systems are down'],
    ['x', 'API is down'],
    ['xxxxo', '4 services are down'],
    ['x???', 'API is down'],
    ['g?oo', 'API is degraded'],
    ['xmmm', 'API is down'],
  ])('of %j it is “%s”', (letters, expected) => expect(said(letters)).toBe(expected))

  test.each([
    ['mooo', '04:00 EST', 'Maintenance in progress until 04:00 EST'],
    ['mmmm', '04:00 EST', 'Maintenance in progress until 04:00 EST'],
    ['mooo', null, 'Maintenance in progress'],
    ['m?oo', '04:00 EST', 'We are not receiving monitoring data for Dashboard'],
    ['mgoo', '04:00 EST', 'Dashboard is degraded'],
    ['oooo', '04:00 EST', 'All systems operational'],
  ])('of %j with work until %j it is “%s”', (letters, until, expected) => expect(said(letters, until)).toBe(expected))
})
