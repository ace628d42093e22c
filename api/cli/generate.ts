import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentWith, loadConfiguration, makeFolder, readSettings } from '#config'
import { messageOf } from '#domain/message-of.ts'
import { ConfigurationError } from '../../probes/configuration/faults.ts'
import { outputsOf } from '../generate/outputs.ts'
import { withoutSecretsSet } from '../generate/unset-secrets.ts'
import { explainFailure } from '../start-failure.ts'
import { exitCodeOf, WRONG_USAGE } from './exit-codes.ts'
import { readGenerateArguments } from './generate-arguments.ts'

/** How often somebody else takes backups, where we do not. */
const USUAL_BACKUP_MS = 6 * 3_600_000

/** Writes what other tools need to watch the configured components. */
function main(): void {
  const wanted = readGenerateArguments(process.argv.slice(2))
  if ('fault' in wanted) {
    console.error(wanted.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const { configurationFile, backups } = readSettings()
  const configuration = loadConfiguration(configurationFile, withoutSecretsSet(environmentWith({})))
  const options = { ...wanted, backupEveryMs: backups.everyMs ?? USUAL_BACKUP_MS }
  makeFolder(wanted.out, '--out')
  for (const [name, text] of Object.entries(outputsOf(wanted.what, configuration, options))) {
    writeText(join(wanted.out, name), text)
    console.log(`wrote ${join(wanted.out, name)}`)
  }
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    const got = messageOf(cause)
    throw new ConfigurationError('The command line', [{ path: '--out', expected: `to write ${file}`, got }])
  }
}

try {
  main()
} catch (error) {
  console.error(explainFailure(error) ?? error)
  process.exitCode = exitCodeOf(error)
}
