import { type Fault, parseOptions } from './parse-options.ts'

/** What is to be run: the checks of these ids, and how it is told. */
export interface Wanted {
  ids: readonly string[]
  all: boolean
  json: boolean
}

const USAGE = 'Expected the id of a check, or --all; and --json for a script:\n  npm run check -- api-health'
const OPTIONS = { all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const

/** What a command line asks for, or a sentence on what is wrong with it. `known` are the ids that there are. */
export function readArguments(args: readonly string[], known: readonly string[]): Wanted | Fault {
  const there = known.length > 0 ? `The checks are: ${known.join(', ')}` : 'There are no checks.'
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, `${USAGE}\n${there}`)
  if ('fault' in given) return given
  const { values, positionals } = given
  const { all, json } = values
  if (positionals.length !== (all ? 0 : 1)) return { fault: `${USAGE}\n${there}` }
  const unknown = positionals.find((id) => !known.includes(id))
  if (unknown !== undefined) return { fault: `No check has the id ${JSON.stringify(unknown)}.\n${there}` }
  return { ids: all ? known : positionals, all, json }
}
