import fc from 'fast-check'
import { occurrences, ruleFault } from '#domain/recurrence.ts'
import { ruleText } from './recurrence-by-the-book.ts'
import { faultsOf, wallsOf } from './recurrence-checks.ts'
import { checkedRule } from './recurrence-rules.ts'
import { RFC_EXAMPLES, RFC_REFUSED, type RfcExample, startsOf } from './rfc5545-examples.ts'

/** So many rules in each zone, the same in every run. */
const RULES = fc
  .sample(checkedRule, { numRuns: 40, seed: 5545 })
  .map((checked) => ({ checked, walls: wallsOf(checked) }))

/** What is wrong with one zone; `null` when nothing is. */
function faultOfZone(zone: string): string | null {
  for (const { checked, walls } of RULES) {
    const [fault] = faultsOf(checked, zone, walls)
    if (fault) return `${zone}: ${ruleText(checked.rule)} from ${checked.startsAt}: it is not so that ${fault}`
  }
  return null
}

/** The starts that an example gives where the RFC lists others; `null` when they agree. */
export function faultOfExample(example: RfcExample): string | null {
  const listed = startsOf(example)
  const recurrence = { ...example, timezone: 'America/New_York', durationMinutes: 60 }
  const spans = occurrences(recurrence, Date.parse('1996-01-01Z'), Date.parse('2010-01-01Z'))
  const found = spans.map(({ from }) =>
    new Date(from).toLocaleString('sv-SE', { timeZone: 'America/New_York' }).replace(' ', 'T'),
  )
  const compared = example.ends ? found : found.slice(0, listed.length)
  return compared.join() === listed.join()
    ? null
    : `RFC 5545, ${example.name}: expected ${listed.join()}, got ${compared.join()}`
}

function main(): void {
  const zones = Intl.supportedValuesOf('timeZone')
  const faults = [
    ...RFC_EXAMPLES.map(faultOfExample),
    ...RFC_REFUSED.map((rule) => (ruleFault(rule) === null ? `RFC 5545: ${rule} is not refused` : null)),
    ...zones.map(faultOfZone),
  ]
  const failed = faults.filter((fault) => fault !== null)
  for (const fault of failed) console.log(fault)
  console.log(
    `${zones.length} zones with ${RULES.length} rules each, ${RFC_EXAMPLES.length + RFC_REFUSED.length} examples of RFC 5545`,
  )
  console.log(`${faults.length - failed.length} passed, ${failed.length} failed`)
  if (failed.length > 0) process.exitCode = 1
}

if (import.meta.main) main()
