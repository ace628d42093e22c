import { join } from 'node:path'
import { readSettings } from '#config'
import { type Database, openDatabase } from '#db/open.ts'
import { listTokens } from '#db/tokens.ts'
import { isHeld, type Token } from '#domain/token.ts'
import { createToken, endToken, TokenRefused } from '../operators/tokens.ts'
import { explainFailure } from '../start-failure.ts'
import { WRONG_USAGE } from './exit-codes.ts'
import { readTokenArguments, type TokenCommand } from './token-arguments.ts'

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')

/** Makes, lists and ends the tokens of operators, beside a server or without one. */
async function main(): Promise<void> {
  const command = readTokenArguments(process.argv.slice(2))
  if ('fault' in command) {
    console.error(command.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const db = await openDatabase(readSettings().databaseUrl, MIGRATIONS)
  try {
    await obey(db, command)
  } finally {
    await db.close()
  }
}

async function obey(db: Database, command: TokenCommand): Promise<void> {
  const now = Date.now()
  switch (command.kind) {
    case 'create': {
      const token = await createToken(db, command, now)
      console.error(`The token "${command.name}" for ${command.scopes.join(', ')}. It is shown this once:`)
      // Alone on its line, so that a script can take it.
      console.log(token)
      return
    }
    case 'list': {
      const tokens = await listTokens(db)
      console.log(command.json ? JSON.stringify(tokens.map(toJson)) : tableOf(tokens, now))
      return
    }
    case 'revoke': {
      const { id, name } = await endToken(db, command.token, now)
      console.error(`The token "${name}" (${id}) opens nothing any more.`)
    }
  }
}

function toJson({ createdAt, expiresAt, revokedAt, ...token }: Token) {
  return {
    ...token,
    createdAt: iso(createdAt),
    expiresAt: expiresAt && iso(expiresAt),
    revokedAt: revokedAt && iso(revokedAt),
  }
}

function tableOf(tokens: readonly Token[], now: number): string {
  if (tokens.length === 0) return 'There are no tokens.'
  const rows = tokens.map((token) => [token.id, token.name, token.scopes.join(' '), stateOf(token, now)])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function stateOf(token: Token, now: number): string {
  if (token.revokedAt !== null) return `revoked ${iso(token.revokedAt)}`
  if (!isHeld(token, now)) return `expired ${iso(token.expiresAt ?? now)}`
  return token.expiresAt === null ? 'held' : `held until ${iso(token.expiresAt)}`
}

const iso = (at: number): string => new Date(at).toISOString()

main().catch((error: unknown) => {
  console.error(error instanceof TokenRefused ? error.message : (explainFailure(error) ?? error))
  process.exit(1)
})
