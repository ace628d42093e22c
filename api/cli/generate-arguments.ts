import { parseArgs } from 'node:util'
import { GENERATED, type Generated, type GenerateOptions } from '../generate/outputs.ts'

/** What is to be made, and where it goes. */
export interface GenerateWanted extends Omit<GenerateOptions, 'backupEveryMs'> {
  what: Generated
  /** A folder. */
  out: string
}

const USAGE = `Expected one of:
${GENERATED.map((what) => `  npm run generate:${what} -- [--out docs/monitoring] [--job scopien-status]`).join('\n')}
With prometheus also [--target 127.0.0.1:3000] [--runbooks docs/alerts.md].`

/** What a command line asks for, or a sentence on what is wrong with it. */
export function readGenerateArguments(args: readonly string[]): GenerateWanted | { fault: string } {
  try {
    const options = {
      out: { type: 'string', default: 'docs/monitoring' },
      job: { type: 'string', default: 'scopien-status' },
      target: { type: 'string', default: '127.0.0.1:3000' },
      runbooks: { type: 'string', default: 'docs/alerts.md' },
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const what = GENERATED.find((one) => one === positionals[0])
    if (!what || positionals.length !== 1) return { fault: USAGE }
    if (!/^[\w.-]+$/.test(values.job)) return { fault: `${USAGE}\nA job is of letters, digits, _, . and -.` }
    return { what, ...values }
  } catch (error) {
    return { fault: `${error instanceof Error ? error.message : error}\n${USAGE}` }
  }
}
