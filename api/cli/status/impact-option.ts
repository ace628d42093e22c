import type { Call, Option } from './command.ts'
import { WrongUsage } from './refusals.ts'

const IMPACTS = ['degraded_performance', 'partial_outage', 'major_outage']

/** What a component suffers, by option. */
export const impact: Option = {
  value: 'COMPONENT=IMPACT',
  multiple: true,
  help: `${IMPACTS.join(', ')}, or operational to end one`,
  words: [...IMPACTS, 'operational'].map((word) => `=${word}`),
}

/** What `--impact api=major_outage` says, by component. @throws {WrongUsage} */
export function impactsOf({ values }: Call): Record<string, string> {
  const pairs = values('impact').map((text) => {
    const [, id, said] = /^([^=]+)=(\w+)$/.exec(text) ?? []
    if (id === undefined || said === undefined)
      throw new WrongUsage(`--impact: expected COMPONENT=IMPACT such as api=major_outage, got "${text}".`)
    return [id, said] as const
  })
  return Object.fromEntries(pairs)
}

/** The same for a sentence. */
export function inWords(components: Readonly<Record<string, string>>): string {
  return Object.entries(components)
    .map(([id, said]) => `, ${id}: ${said.replaceAll('_', ' ')}`)
    .join('')
}
