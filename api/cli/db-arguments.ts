import { type Fault, parseOptions } from './parse-options.ts'

/** Which database is copied into which. */
export interface Copying {
  from: string
  to: string
}

const USAGE = 'Expected: npm run db -- copy --from file:./data/status.db --to postgres://user:password@host/database'
const OPTIONS = { from: { type: 'string' }, to: { type: 'string' } } as const

/**
 * What a command line asks for, or a sentence on what is wrong with it.
 *
 * @param isDatabaseUrl  whether an address is one of a database
 */
export function readDbArguments(args: readonly string[], isDatabaseUrl: (url: string) => boolean): Copying | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, USAGE)
  if ('fault' in given) return given
  const { values, positionals } = given
  const { from, to } = values
  if (positionals.join(' ') !== 'copy' || from === undefined || to === undefined) return { fault: USAGE }
  const [option] = [['--from', from] as const, ['--to', to] as const].filter(([, url]) => !isDatabaseUrl(url))
  if (option) return { fault: `${option[0]} is not the address of a database.\n${USAGE}` }
  if (from === to) return { fault: `--from and --to are the same.\n${USAGE}` }
  return { from, to }
}
