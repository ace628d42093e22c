import type { Check, CheckBase, Schedule, SequenceStep } from '#domain/check.ts'
import type { WrittenCheck } from './check-schema.ts'
import { longestGapMs } from './cron-gap.ts'
import { toConnection, toFamily, toRequest } from './request-schema.ts'
import type { WrittenConfiguration } from './schema.ts'
import { toAssertion } from './to-assertion.ts'

type Written<Kind extends Check['kind']> = Extract<WrittenCheck, { kind: Kind }>

/** A check as it is asked: what it leaves out comes from the defaults. */
export function toCheck(written: WrittenCheck, componentId: string, file: WrittenConfiguration): Check {
  const base = toBase(written, componentId, file)
  switch (written.kind) {
    case 'http':
      return { ...base, kind: 'http', ...toRequest(written), ...toConnection(written) }
    case 'sequence':
      return { ...base, kind: 'sequence', steps: written.steps.map(toStep), ...toConnection(written) }
    case 'websocket': {
      const { kind, url, bearer = null, send, answer } = written
      return { ...base, kind, url, bearer, send, answer, family: toFamily(written.prefer) }
    }
    case 'tcp': {
      const { kind, host, port, send = null, answer = null } = written
      return { ...base, kind, host, port, send, answer, family: toFamily(written.prefer) }
    }
    case 'tls': {
      const { kind, host, port = 443, servername = host, starttls = null } = written
      return { ...base, kind, host, port, servername, starttls, family: toFamily(written.prefer) }
    }
    case 'dns': {
      const { kind, name, type, resolver } = written
      return { ...base, kind, name, type, resolver, family: toFamily(written.prefer) }
    }
    case 'heartbeat':
      return { ...base, kind: 'heartbeat', token: written.token, graceMs: written.grace }
  }
}

function toBase(written: WrittenCheck, componentId: string, { defaults, page }: WrittenConfiguration): CheckBase {
  const schedule: Schedule = written.cron
    ? { cron: written.cron, timezone: written.timezone ?? page.timezone }
    : { everyMs: written.every ?? defaults.every }
  const own = written.kind === 'heartbeat' ? heartbeatTimes(written, defaults) : activeTimes(written, defaults)
  const intervalMs = 'cron' in schedule ? longestGapMs(schedule) : schedule.everyMs
  const { id, region, informational, private: isPrivate, worst = null } = written
  const { failAfter, recoverAfter, timeoutMs, retryEveryMs, graceMs } = own
  const staleAfterMs = written.staleAfter ?? 3 * intervalMs + timeoutMs + graceMs
  return {
    id,
    name: written.name ?? null,
    componentId,
    region,
    schedule,
    timeoutMs,
    retryEveryMs,
    policy: { failAfter, recoverAfter, staleAfterMs },
    expect: written.expect.map(toAssertion),
    worst,
    informational,
    private: isPrivate,
  }
}

type Defaults = WrittenConfiguration['defaults']

function activeTimes(written: Exclude<WrittenCheck, Written<'heartbeat'>>, defaults: Defaults) {
  return {
    failAfter: written.failAfter ?? defaults.failAfter,
    recoverAfter: written.recoverAfter ?? defaults.recoverAfter,
    timeoutMs: written.timeout ?? defaults.timeout,
    retryEveryMs: written.retryEvery ?? defaults.retryEvery,
    graceMs: 0,
  }
}

/** A job speaks once an interval: what it says, or fails to say, is believed at once unless the check says otherwise. */
function heartbeatTimes(written: Written<'heartbeat'>, defaults: Defaults) {
  return {
    failAfter: written.failAfter ?? 1,
    recoverAfter: written.recoverAfter ?? 1,
    timeoutMs: defaults.timeout,
    retryEveryMs: defaults.retryEvery,
    graceMs: written.grace,
  }
}

function toStep(written: Written<'sequence'>['steps'][number]): SequenceStep {
  return { name: written.name, ...toRequest(written), expect: written.expect.map(toAssertion), take: written.take }
}
