import { createHash, timingSafeEqual } from 'node:crypto'
import type { Check, ErrorCodes, HeartbeatCheck } from '#domain/check.ts'
import type { Configuration } from '#domain/configuration.ts'
import { beatResult, lateAgainAt, lateAt, lateResult, type NextRunAt, type Report, toBeat } from '#domain/heartbeat.ts'
import type { Result } from '#domain/result.ts'

export interface HeartbeatsDeps {
  /** Takes a result; `settled` is false when the verdict does not follow it yet. */
  record: (check: Check, result: Result) => { settled: boolean }
  /** Whether all that was recorded so far is on disk; what is not yet is put there first. */
  isStored: () => Promise<boolean>
  /** The wall clock, ms since the epoch. */
  now: () => number
  nextRunAt: NextRunAt
}

/** The jobs that say by themselves that they ran: who may speak for them, and whether one is late. */
export interface Heartbeats {
  /** The job that a token speaks for; as much work for one that is wrong as for one that is right. */
  find(token: string): HeartbeatCheck | undefined
  /** Takes what a job says; resolves with whether that is on disk. */
  beat(check: HeartbeatCheck, report: Report): Promise<boolean>
  /** Every second: records who is late. */
  tick(): void
  /** Listens for the jobs of a configuration. Of those that were there before it is known when they were last heard of. */
  configure(configuration: Pick<Configuration, 'components' | 'errorCodes'>): void
}

interface Job {
  check: HeartbeatCheck
  digest: Buffer
  /** When it was last heard of, or when we began to listen. */
  since: number
  lateAt: number
}

/** A pause between two ticks beyond which we count as having been away, and heard nothing. */
const LONGEST_PAUSE_MS = 10_000

/**
 * Listens for jobs, for none before it is configured. Our own absence is not theirs: after a start, a pause or a step of the clock
 * every job has its whole interval and grace anew, and only the age of the evidence speaks.
 */
export function createHeartbeats({ record, isStored, now, nextRunAt }: HeartbeatsDeps): Heartbeats {
  let jobs: Job[] = []
  let errorCodes: ErrorCodes = {}
  let tickedAt = now()

  const listen = (check: HeartbeatCheck, since: number): Job => ({
    check,
    digest: digestOf(check.token.reveal()),
    since,
    lateAt: lateAt(check, since, nextRunAt),
  })

  return {
    find: (token) => {
      const digest = digestOf(token)
      // Every token is compared, whichever is right.
      return jobs.filter((job) => timingSafeEqual(job.digest, digest))[0]?.check
    },
    beat: (check, report) => {
      const at = now()
      record(check, beatResult(check, toBeat(report, at), errorCodes))
      jobs = jobs.map((job) => (job.check.id === check.id ? listen(job.check, at) : job))
      return isStored()
    },
    tick: () => {
      const at = now()
      const wasAway = at < tickedAt || at - tickedAt > LONGEST_PAUSE_MS
      tickedAt = at
      if (wasAway) jobs = jobs.map(({ check }) => listen(check, at))
      for (const job of jobs.filter((one) => one.lateAt <= at)) {
        const { settled } = record(job.check, lateResult(job.check, job.lateAt))
        job.lateAt = lateAgainAt(job.check, job.lateAt, settled, nextRunAt)
      }
    },
    configure: (configuration) => {
      const heard = new Map(jobs.map(({ check, since }) => [check.id, since]))
      const checks = configuration.components.flatMap((component) => component.checks)
      errorCodes = configuration.errorCodes
      jobs = checks.filter((check) => check.kind === 'heartbeat').map((one) => listen(one, heard.get(one.id) ?? now()))
    },
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
