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

const VALUES = {
  job: { pattern: /^[\w.-]+$/, expected: 'letters, digits, _, . and -' },
  target: { pattern: /^[\w.-]+:\d+$|^\[[\da-f:]+\]:\d+$/i, expected: 'host:port such as 127.0.0.1:3000' },
  runbooks: { pattern: /^[^\s#]+$/, expected: 'an address or a path, without #' },
} as const

/** What a command line asks for, or a sentence on what is wrong with it. */
export function readGenerateArguments(args: readonly string[]): GenerateWanted | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, USAGE)
  if ('fault' in given) return given
  const { values, positionals } = given
  const [named, ...rest] = positionals
  const what = GENERATED.find((one) => one === named)
  if (!what) return { fault: USAGE }
  if (rest.length > 0) return { fault: `Expected nothing after ${what}, got "${rest[0]}".\n${USAGE}` }
  for (const [name, { pattern, expected }] of Object.entries(VALUES)) {
    const value = values[name as keyof typeof VALUES]
    if (!pattern.test(value)) return { fault: `--${name}: expected ${expected}, got "${value}".\n${USAGE}` }
  }
  return { what, ...values }
}
