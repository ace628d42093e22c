import { type Fault, parseOptions } from './parse-options.ts'

/** What is to be done with backups. */
export type BackupCommand =
  | { kind: 'create' | 'list'; json: boolean }
  | { kind: 'verify'; backup: string; json: boolean }
  /** `to`: the address of a database; `undefined` for that of the settings. */
  | { kind: 'restore'; backup: string; to: string | undefined; json: boolean }

const USAGE = `Expected one of:
  npm run backup -- create [--json]
  npm run backup -- list [--json]
  npm run backup -- verify BACKUP [--json]
  npm run backup -- restore BACKUP [--to file:./data/restored.db] [--json]
BACKUP is a name that "list" shows, the path of a file, or "latest".`
const OPTIONS = { to: { type: 'string' }, json: { type: 'boolean', default: false } } as const

/**
 * What a command line asks for, or a sentence on what is wrong with it.
 *
 * @param isDatabaseUrl  whether an address is one of a database
 */
export function readBackupArguments(
  args: readonly string[],
  isDatabaseUrl: (url: string) => boolean,
): BackupCommand | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, USAGE)
  if ('fault' in given) return given
  const { values, positionals } = given
  const { to, json } = values
  const [kind, backup, ...rest] = positionals
  if (rest.length > 0) return { fault: `Expected nothing after ${backup}, got "${rest[0]}".\n${USAGE}` }
  if (to !== undefined && kind !== 'restore') return { fault: `--to: expected with restore only.\n${USAGE}` }
  if (to !== undefined && !isDatabaseUrl(to)) {
    return { fault: `--to: expected file:./data/restored.db or postgres://user:password@host/database.\n${USAGE}` }
  }
  if (kind === 'create' || kind === 'list') {
    return backup === undefined
      ? { kind, json }
      : { fault: `Expected nothing after ${kind}, got "${backup}".\n${USAGE}` }
  }
  if (kind !== 'verify' && kind !== 'restore') {
    return { fault: kind === undefined ? USAGE : `Expected a command, got "${kind}".\n${USAGE}` }
  }
  if (backup === undefined) return { fault: `${kind}: expected the name of a backup, its file, or latest.\n${USAGE}` }
  return kind === 'verify' ? { kind, backup, json } : { kind, backup, to, json }
}
