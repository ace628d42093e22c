import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { HeartbeatCheck } from '#domain/check.ts'
import type { Report } from '#domain/heartbeat.ts'
import { UNCACHED } from '../headers.ts'
import { type ClientAddress, clientBlock } from '../http/client-address.ts'
import { createRateLimit } from '../http/rate-limit.ts'
import { readJsonObject, withinBodyLimit } from '../operators/json-body.ts'
import { Problem } from '../problem.ts'
import type { Heartbeats } from '../record/heartbeats.ts'

export interface HeartbeatDeps {
  heartbeats: Pick<Heartbeats, 'find' | 'beat'>
  clientAddress: ClientAddress
  now: () => number
}

type Env = {
  /** What the server hands on of the connection; a request that came over none has not even the bindings. */
  Bindings: { incoming?: { socket: { remoteAddress?: string } } }
  Variables: { job: HeartbeatCheck }
}

const MOST_BODY_BYTES = 256 * 1024
const LONGEST_RUN_MS = 366 * 24 * 60 * 60 * 1000
/** What was sent besides is not read: the connection is of no more use. */
const HANG_UP = { Connection: 'close' }
/** A cron job with a token mistyped stays below this; who tries tokens does not. */
const FAILURES = { burst: 10, refillMs: 6000, mostKeys: 10_000 }

const milliseconds = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,15}(\.\d+)?$/)
    .transform(Number),
])
/** What a job says of its run. */
export const report = z
  .strictObject({
    status: z.enum(['ok', 'fail'], 'ok or fail').default('ok'),
    durationMs: milliseconds
      .refine((ms) => ms >= 0 && ms <= LONGEST_RUN_MS)
      .nullable()
      .default(null),
    message: z.string().max(MOST_BODY_BYTES).nullable().default(null),
  })
  .transform(({ status, ...rest }): Report => ({ ...rest, failed: status === 'fail' }))

/** A job says that it ran. Its token is the credential; whoever has none is told alike, and not often. */
export const heartbeatRoutes = ({ heartbeats, clientAddress, now }: HeartbeatDeps) => {
  const failures = createRateLimit({ ...FAILURES, now })

  // A token that is right is never counted, so that nobody can lock a job out by guessing from its address.
  const withToken = createMiddleware<Env, '/api/heartbeats/:token'>(async (c, next) => {
    const job = heartbeats.find(c.req.param('token'))
    if (!job) throw refusal(failures.take(clientBlock(addressOf(c, clientAddress))))
    c.set('job', job)
    await next()
  })

  return new Hono<Env>().on(['GET', 'POST'], '/api/heartbeats/:token', withToken, withinBodyLimit, async (c) => {
    const stored = await heartbeats.beat(c.get('job'), await readReport(c))
    if (!stored) throw new Problem('UNAVAILABLE', 'The record cannot be written just now. Say it again later.')
    return c.json({ status: 'accepted' }, 202, UNCACHED)
  })
}

/** The same for every token that is wrong, whatever is wrong with it. */
function refusal(waitMs: number): Problem {
  if (waitMs === 0) return new Problem('DATA_001', 'No job has this token.', { headers: HANG_UP })
  const seconds = String(Math.ceil(waitMs / 1000))
  return new Problem('RATE_001', 'Too many tokens that no job has.', {
    headers: { ...HANG_UP, 'Retry-After': seconds },
  })
}

function addressOf(c: Context<Env>, clientAddress: ClientAddress): string {
  return clientAddress(c.env?.incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'))
}

/** What the query and the body say; the body, where both say it. */
async function readReport(c: Context<Env>): Promise<Report> {
  const parsed = report.safeParse({ ...c.req.query(), ...(await readJsonObject(c)) })
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
  throw new Problem('BAD_REQUEST', fields.join('; '))
}
