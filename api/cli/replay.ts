import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfiguration, readSettings, readText } from '#config'
import { type Database, DatabaseUnusable, openDatabase } from '#db/open.ts'
import { readRegistry } from '#db/registry.ts'
import { resultPages } from '#db/result-pages.ts'
import { findOldestResult } from '#db/results.ts'
import type { Check } from '#domain/check.ts'
import { Replay } from '#domain/replay.ts'
import { type CandidatePolicy, readCandidate } from '../../probes/configuration/candidate.ts'
import { keyOf } from '../record/recorder.ts'
import { explainFailure } from '../start-failure.ts'
import { exitCodeOf, WRONG_USAGE } from './exit-codes.ts'
import { type ReplayWanted, readReplayArguments } from './replay-arguments.ts'
import { describeReplay, type ReplayedCheck, toReplayDocument } from './replay-report.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Judges the stored results again under another policy, beside the one in use; nothing is written. */
async function main(): Promise<void> {
  const settings = readSettings()
  const configuration = loadConfiguration(settings.configurationFile)
  const { keepResultsMs, components } = configuration
  const wanted = readReplayArguments(process.argv.slice(2), { now: Date.now(), keepResultsMs })
  if ('fault' in wanted) {
    console.error(wanted.fault)
    process.exitCode = WRONG_USAGE
    return
  }
  const checks = components.flatMap((component) => component.checks)
  const ids = checks.map(({ id }) => id)
  const policyOf = readCandidate(readText(wanted.policyFile, 'the file'), ids, wanted.policyFile)
  expectRecord(settings.databaseUrl)
  const db = await openDatabase(settings.databaseUrl, join(ROOT, 'db/migrations'))
  try {
    await warnOfWhatIsGone(db, wanted)
    print(await replay(db, { checks, policyOf, window: wanted }), wanted)
  } finally {
    await db.close()
  }
}

/** A file that is not there is not made for the sake of reading it. */
function expectRecord(url: string): void {
  const file = url.startsWith('file:') ? url.slice('file:'.length) : null
  if (file !== null && !existsSync(file))
    throw new DatabaseUnusable(`There is no database at ${file}: set DATABASE_URL.`)
}

/** Outages of before the oldest result cannot be seen. */
async function warnOfWhatIsGone(db: Database, { from }: ReplayWanted): Promise<void> {
  const oldest = await findOldestResult(db)
  if (oldest === undefined) console.error('There are no results yet.')
  else if (oldest > from)
    console.error(`Results are kept since ${new Date(oldest).toISOString()}; before, there are none.`)
}

interface Replaying {
  checks: readonly Check[]
  policyOf: CandidatePolicy
  window: { from: number; to: number }
}

async function replay(db: Database, { checks, policyOf, window }: Replaying): Promise<ReplayedCheck[]> {
  const byId = new Map(checks.map((check) => [check.id, check]))
  const replays = new Map<
    string,
    { checkId: string; region: string; results: number; current: Replay; candidate: Replay }
  >()
  // From the first that is kept, so that what holds as the window begins is known.
  for await (const page of resultPages(db, await readRegistry(db), { from: 0, to: window.to })) {
    for (const result of page) {
      const check = byId.get(result.checkId)
      if (!check) continue
      const { checkId, region } = result
      const key = keyOf(checkId, region)
      const fresh = () => ({ current: new Replay(check.policy), candidate: new Replay(policyOf(check)) })
      const replayed = replays.get(key) ?? { checkId, region, results: 0, ...fresh() }
      replays.set(key, replayed)
      if (result.at >= window.from) replayed.results++
      replayed.current.take(result)
      replayed.candidate.take(result)
    }
  }
  return [...replays.values()].map(({ current, candidate, ...rest }) => ({
    ...rest,
    current: current.end(window.from),
    candidate: candidate.end(window.from),
  }))
}

function print(checks: readonly ReplayedCheck[], wanted: ReplayWanted): void {
  if (wanted.json) console.log(JSON.stringify(toReplayDocument(checks, wanted), null, 2))
  else process.stdout.write(describeReplay(checks, wanted.to))
}

main().catch((error: unknown) => {
  console.error(explainFailure(error) ?? error)
  process.exit(exitCodeOf(error))
})
