import { join } from 'node:path'
import { isDatabaseUrl } from '#config'
import { type Database, openDatabase } from '#db/open.ts'
import { formatUptime } from '#domain/uptime.ts'
import { type Copied, copyRecord, type Progress } from '../db-copy.ts'
import { explainFailure } from '../start-failure.ts'
import { type Copying, readDbArguments } from './db-arguments.ts'

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')
/** The command was not understood, by sysexits.h. */
const WRONG_USAGE = 64
const BAR_WIDTH = 30

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

/** A bar that fills, for who waits at a terminal. */
function progressBar(): (at: Progress) => void {
  if (!process.stderr.isTTY) return () => undefined
  return ({ table, done, of }) => {
    const filled = Math.floor((done / of) * BAR_WIDTH)
    const bar = '█'.repeat(filled).padEnd(BAR_WIDTH, '░')
    const percent = Math.floor((done / of) * 100)
    process.stderr.write(`\r\u001b[K${done < of ? `${bar} ${percent} %  ${table}` : ''}`)
  }
}

function tell({ counts, figures }: Copied, seconds: number): string {
  const rows = [...counts].filter(([, rows]) => rows > 0).map(([table, rows]) => `  ${table}: ${shown(rows)}`)
  const uptimes = figures.map(({ component, uptime }) => {
    const percent = formatUptime(uptime.ms, 3)
    return `  ${component}: ${percent === null ? 'no data' : `${percent} %`}`
  })
  const all = [...counts.values()].reduce((sum, rows) => sum + rows, 0)
  return [
    `Copied ${shown(all)} rows in ${seconds.toFixed(1)} s.`,
    'Both have the same number of rows of every table:',
    ...rows,
    'and give the same uptime of every component, over all that is on record:',
    ...uptimes,
  ].join('\n')
}

const shown = (count: number): string => count.toLocaleString('en')

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(1)
})
