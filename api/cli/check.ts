import { loadConfiguration, readSettings } from '#config'
import type { Check } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import { printable } from '#domain/detail.ts'
import { messageOf } from '#domain/message-of.ts'
import type { Result } from '#domain/result.ts'
import { type Asking, failed, isActive, openAsking } from '../../probes/prober.ts'
import { explainFailure } from '../start-failure.ts'
import { readArguments, type Wanted } from './check-arguments.ts'
import { type Asked, describeAsked, exitCodeOf, tabulate, toDocument } from './check-report.ts'
import { OUR_FAULT, WRONG_CONFIGURATION, WRONG_USAGE } from './exit-codes.ts'

/** How many checks are asked at once: few, so that they do not delay one another. */
const AT_ONCE = 8

const now = Date.now
const monotonic = () => performance.now()
const stopwatch = () => {
  const from = performance.now()
  return () => performance.now() - from
}

/** Asks one check, or all, once and by the same code as the server; the record is not touched. */
async function main(): Promise<void> {
  const configuration = loadConfiguration(readSettings().configurationFile)
  const checks = configuration.components.flatMap(({ checks }) => checks)
  const wanted = readArguments(
    process.argv.slice(2),
    checks.map(({ id }) => id),
  )
  if ('fault' in wanted) {
    console.error(wanted.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const all = await ask(
    checks.filter(({ id }) => wanted.ids.includes(id)),
    configuration,
    progress(wanted),
  )
  print(all, wanted, configuration)
  process.exitCode = exitCodeOf(all)
}

async function ask(
  checks: readonly Check[],
  configuration: Configuration,
  tell: (asked: number, of: number) => void,
): Promise<Asked[]> {
  const asking = openAsking(configuration, { now, monotonic, stopwatch }, true)
  const all: Asked[] = checks.map((check) => ({ check, result: null }))
  let done = 0
  const queue = all.values()
  const work = async () => {
    for (const asked of queue) {
      asked.result = await askOnce(asked.check, asking)
      tell(++done, all.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  asking.egress.close()
  return all
}

async function askOnce(check: Check, { ask, controls }: Asking): Promise<Result | null> {
  if (!isActive(check)) return null
  try {
    return await controls.vouch(await ask(check))
  } catch (error) {
    const detail = printable(messageOf(error), check)
    return { ...failed(check, now()), detail }
  }
}

/** A line that counts, for who waits at a terminal. */
function progress({ all }: Wanted): (asked: number, of: number) => void {
  if (!all || !process.stderr.isTTY) return () => undefined
  const back = '\r\u001b[K'
  return (asked, of) => process.stderr.write(asked < of ? `${back}asked ${asked} of ${of}` : back)
}

function print(all: readonly Asked[], { all: isAll, json }: Wanted, { errorCodes }: Configuration): void {
  // `hasColors` knows NO_COLOR and FORCE_COLOR.
  const style = { errorCodes, colour: process.stdout.isTTY && process.stdout.hasColors() }
  const [only] = all
  if (json) {
    const documents = all.map((asked) => toDocument(asked, errorCodes))
    console.log(JSON.stringify(isAll ? { checks: documents } : documents[0], null, 2))
  } else process.stdout.write(isAll || !only ? tabulate(all, style) : describeAsked(only, style))
}

main().catch((error: unknown) => {
  const explained = explainFailure(error)
  console.error(explained ?? error)
  process.exit(explained ? WRONG_CONFIGURATION : OUR_FAULT)
})
