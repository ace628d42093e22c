import { GENERATED, type Generated, type GenerateOptions } from '../generate/outputs.ts'
import { type Fault, parseOptions } from './parse-options.ts'

/** What is to be made, and where it goes. */
export interface GenerateWanted extends Omit<GenerateOptions, 'backupEveryMs'> {
  what: Generated
  /** A folder. */
  out: string
}

const USAGE = `Expected one of:
${GENERATED.map((what) => `  npm run generate:${what} -- [--out docs/monitoring] [--job scopien-status]`).join('\n')}
With prometheus also [--target 127.0.0.1:3000] [--runbooks docs/alerts.md].`
const OPTIONS = {
  out: { type: 'string', default: 'docs/monitoring' },
  job: { type: 'string', default: 'scopien-status' },
  target: { type: 'string', default: '127.0.0.1:3000' },
  runbooks: { type: 'string', default: 'docs/alerts.md' },
} as const

/** What a command line asks for, or a sentence on what is wrong with it. */
export function readGenerateArguments(args: readonly string[]): GenerateWanted | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, USAGE)
  if ('fault' in given) return given
  const { values, positionals } = given
  const what = GENERATED.find((one) => one === positionals[0])
  if (!what || positionals.length !== 1) return { fault: USAGE }
  if (!/^[\w.-]+$/.test(values.job)) return { fault: `${USAGE}\nA job is of letters, digits, _, . and -.` }
  return { what, ...values }
}
