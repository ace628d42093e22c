import { join } from 'node:path'
import { type Database, openDatabase } from '#db/open.ts'
import { isDatabaseUrl } from '#domain/database-url.ts'
import { type Copied, copyRecord } from '../db-copy.ts'
import { explainFailure } from '../start-failure.ts'
import { type Copying, readDbArguments } from './db-arguments.ts'
import { WRONG_USAGE } from './exit-codes.ts'
import { allRows, progressBar, shownCount, tellRows, tellUptimes } from './record-report.ts'

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')

/** Copies a record from one database to another, of either engine. No server may use one of them meanwhile. */
async function main(): Promise<void> {
  const wanted = readDbArguments(process.argv.slice(2), isDatabaseUrl)
  if ('fault' in wanted) {
    console.error(wanted.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const from = performance.now()
  const copied = await copy(wanted)
  console.log(tell(copied, (performance.now() - from) / 1000))
}

async function copy({ from, to }: Copying): Promise<Copied> {
  await using stack = new AsyncDisposableStack()
  const open = async (url: string): Promise<Database> => {
    const db = await openDatabase(url, MIGRATIONS, { serving: true })
    stack.defer(() => db.close())
    return db
  }
  return await copyRecord(await open(from), await open(to), progressBar())
}

function tell(copied: Copied, seconds: number): string {
  return [
    `Copied ${shownCount(allRows(copied))} rows in ${seconds.toFixed(1)} s.`,
    'Both have the same number of rows of every table:',
    ...tellRows(copied),
    'and give the same uptime of every component, over all that is on record:',
    ...tellUptimes(copied),
  ].join('\n')
}

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(1)
})
