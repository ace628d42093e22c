import { parseArgs } from 'node:util'

/** Which database is copied into which. */
export interface Copying {
  from: string
  to: string
}

const USAGE = 'Expected: npm run db -- copy --from file:./data/status.db --to postgres://user:password@host/database'

/**
 * What a command line asks for, or a sentence on what is wrong with it.
 *
 * @param isDatabaseUrl  whether an address is one of a database
 */
export function readDbArguments(
  args: readonly string[],
  isDatabaseUrl: (url: string) => boolean,
): Copying | { fault: string } {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const { from, to } = values
    if (positionals.join(' ') !== 'copy' || from === undefined || to === undefined) return { fault: USAGE }
    const [option] = [['--from', from] as const, ['--to', to] as const].filter(([, url]) => !isDatabaseUrl(url))
    if (option) return { fault: `${option[0]} is not the address of a database.\n${USAGE}` }
    if (from === to) return { fault: `--from and --to are the same.\n${USAGE}` }
    return { from, to }
  } catch (error) {
    // An option that there is not.
    return { fault: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` }
  }
}
