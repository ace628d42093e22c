import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { freePort } from '../free-port.ts'
import { type Service, startService, temporaryFolder } from './service.ts'

/** What came of a server that was killed again and again while jobs reported to it. */
export interface Survived {
  kills: number
  /** Reports that the server said it had taken. */
  acknowledged: number
  /** Of these, those that the record does not have. */
  lost: number
  /** What `PRAGMA integrity_check` said that is not `ok`. */
  corrupt: string[]
  /** From each start to the first answer, ms. */
  answeredAfterMs: number[]
}

const JOBS = 16
const LONGEST_LOAD_MS = 600
const tokenOf = (job: number): string => job.toString(16).padStart(32, '0')

/** Kills a server with SIGKILL at random moments under load, and looks at its record after each. */
export async function killAgainAndAgain(kills: number): Promise<Survived> {
  using folder = temporaryFolder()
  const variables = {
    PORT: String(await freePort()),
    DATABASE_URL: `file:${folder.path}/status.db`,
    STATUS_CONFIG: configurationIn(folder.path),
  }
  const survived: Survived = { kills: 0, acknowledged: 0, lost: 0, corrupt: [], answeredAfterMs: [] }
  const taken = new Set<string>()
  for (; survived.kills < kills; survived.kills++) {
    const from = performance.now()
    const service = startService(variables)
    await firstAnswer(service)
    survived.answeredAfterMs.push(performance.now() - from)
    const load = reportUntilItEnds(service, taken)
    await sleep(Math.random() * LONGEST_LOAD_MS)
    service.child.kill('SIGKILL')
    await Promise.all([service.ended, load])
    survived.corrupt.push(...lookAt(`${folder.path}/status.db`, taken).corrupt)
  }
  survived.acknowledged = taken.size
  survived.lost = lookAt(`${folder.path}/status.db`, taken).lost
  return survived
}

function configurationIn(folder: string): string {
  const file = `${folder}/status.yaml`
  const checks = Array.from(
    { length: JOBS },
    (_, job) => `{ id: job-${job}, kind: heartbeat, every: 1h, token: '${tokenOf(job)}' }`,
  )
  const components = `[{ id: jobs, name: Jobs, checks: [${checks.join(', ')}] }]`
  writeFileSync(file, `page: { name: Jobs }\ncomponents: ${components}\n`)
  return file
}

async function firstAnswer({ url, child, output }: Service): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${output()}`)
    const response = await fetch(`${url}/api/status`).catch(() => null)
    if (response?.ok) return
    await sleep(5)
  }
}

/** Every job reports one duration after another, each only once; those that were taken are noted. */
async function reportUntilItEnds({ url }: Service, taken: Set<string>): Promise<void> {
  const ofJob = async (job: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const durationMs = taken.size * JOBS + n
      const response = await fetch(`${url}/api/heartbeats/${tokenOf(job)}?durationMs=${durationMs}`).catch(() => null)
      if (!response) return
      if (response.status === 202) taken.add(`job-${job} ${durationMs}`)
    }
  }
  await Promise.all(Array.from({ length: JOBS }, (_, job) => ofJob(job)))
}

/** What the record lacks of what was taken, and what is wrong with its file. */
function lookAt(file: string, taken: ReadonlySet<string>): { lost: number; corrupt: string[] } {
  const db = new BetterSqlite3(file)
  const checked = db.pragma('integrity_check') as { integrity_check: string }[]
  const query = 'SELECT c.id, r.duration_ms AS ms FROM results r JOIN checks c ON c.key = r.check_key'
  const stored = new Set((db.prepare(query).all() as { id: string; ms: number }[]).map(({ id, ms }) => `${id} ${ms}`))
  db.close()
  return {
    lost: [...taken].filter((one) => !stored.has(one)).length,
    corrupt: checked.map(({ integrity_check: said }) => said).filter((said) => said !== 'ok'),
  }
}
