import { SCOPES, type Scope } from '#domain/token.ts'
import { type Fault, parseOptions } from './parse-options.ts'

/** What is to be done with tokens. */
export type TokenCommand =
  | { kind: 'create'; name: string; scopes: readonly Scope[]; expiresInMs: number | null }
  | { kind: 'list'; json: boolean }
  | { kind: 'revoke'; token: string }

const USAGE = `Expected one of:
  npm run token -- create --name ci --scope incidents:write [--scope …] [--expires 90d]
  npm run token -- list [--json]
  npm run token -- revoke NAME_OR_ID
The scopes are ${SCOPES.join(', ')}.`

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const LONGEST_MS = 3660 * UNIT_MS.d

const OPTIONS = {
  name: { type: 'string' },
  scope: { type: 'string', multiple: true },
  expires: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** What a command line asks for, or a sentence on what is wrong with it. */
export function readTokenArguments(args: readonly string[]): TokenCommand | Fault {
  const given = parseOptions({ args: [...args], options: OPTIONS, allowPositionals: true }, USAGE)
  if ('fault' in given) return given
  const { values, positionals } = given
  const [command, ...rest] = positionals
  if (command === 'create' && rest.length === 0) return readCreate(values)
  if (command === 'list' && rest.length === 0) return { kind: 'list', json: values.json }
  if (command === 'revoke' && rest[0] !== undefined && rest.length === 1) return { kind: 'revoke', token: rest[0] }
  return { fault: USAGE }
}

function readCreate({
  name = '',
  scope = [],
  expires,
}: {
  name?: string
  scope?: string[]
  expires?: string
}): TokenCommand | Fault {
  const unknown = scope.find((one) => !SCOPES.some((known) => known === one))
  const expiresInMs = expires === undefined ? null : durationOf(expires)
  if (!/^[\w.-]{1,60}$/.test(name)) return { fault: `--name: expected 1 to 60 letters, digits, ., - and _.\n${USAGE}` }
  if (scope.length === 0) return { fault: `--scope: expected at least one.\n${USAGE}` }
  if (unknown !== undefined) return { fault: `--scope: expected ${SCOPES.join(', ')}, got "${unknown}".` }
  if (expiresInMs === undefined) return { fault: `--expires: expected a time such as 12h or 90d, got "${expires}".` }
  return { kind: 'create', name, scopes: SCOPES.filter((known) => scope.includes(known)), expiresInMs }
}

/** `30m`, `12h`, `90d` → ms; `undefined` for anything else, and for more than ten years. */
function durationOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  const ms = Number(amount) * UNIT_MS[(unit ?? 'm') as keyof typeof UNIT_MS]
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined
}
