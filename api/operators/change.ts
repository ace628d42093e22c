import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { insertAudit } from '#db/audit.ts'
import { findAnswer, insertAnswer, type KeptAnswer } from '#db/idempotency-keys.ts'
import type { Database } from '#db/open.ts'
import { isUnavailable } from '#db/unavailable.ts'
import type { Transaction } from '#db/writer.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { ChangeRefused } from '#domain/change-refused.ts'
import { UNCACHED } from '../headers.ts'
import type { Log } from '../log.ts'
import { Problem } from '../problem.ts'
import { badBody } from './json-body.ts'
import type { OperatorEnv } from './operator-env.ts'

/** A resource as a change leaves it. */
export interface Resource {
  id: string
  /** How often it was changed. */
  revision: number
}

/** What a change comes to: what is answered, and what the audit log keeps. */
export interface Changed {
  status: 200 | 201
  resource: Resource
  /** The path of something new. */
  location?: string
  body: object
  entry: Pick<AuditEntry, 'action' | 'before' | 'after'>
}

/** What a change is made with: nothing of it stays unless all of it does. */
export interface Unit {
  tx: Transaction
  /** The instant of the change, ms since the epoch. */
  at: number
  /**
   * Holds what the sender knows of a resource against what there is.
   *
   * @throws {Problem} `PRECONDITION_FAILED` when it has moved on
   */
  requireMatch(resource: Resource): void
}

/** Makes one change for an operator: whole, once, and on the audit log. */
export type ChangeBy = (c: Context<OperatorEnv>, work: (unit: Unit) => Promise<Changed>) => Promise<Response>

export interface ChangeDeps {
  db: Database
  log: Pick<Log, 'error'>
  now: () => number
  /** Told of every change that is on record. */
  changed: () => void
}

const DAY_MS = 86_400_000
const LONGEST_KEY = 255

export function createChangeBy({ db, log, now, changed }: ChangeDeps): ChangeBy {
  return async (c, work) => {
    const request = await readRequest(c)
    const attempt = async (tx: Transaction): Promise<KeptAnswer> => {
      const at = now()
      const { key } = request
      const kept = key && (await findAnswer(tx, db, key, at - DAY_MS))
      if (kept) return again(kept, request.fingerprint)
      const made = await work({ tx, at, requireMatch: (resource) => requireMatch(c, resource) })
      const { id: actorId, name: actor } = c.get('token')
      const entry = { at, actor, actorId, subject: made.resource.id, requestId: c.get('requestId'), ...made.entry }
      await insertAudit(tx, db, entry)
      const answer = { fingerprint: request.fingerprint, ...toAnswer(made) }
      if (key) await insertAnswer(tx, db, key, { ...answer, at })
      return answer
    }
    try {
      const answer = await db.write(attempt)
      changed()
      return new Response(answer.body, { status: answer.status, headers: answer.headers })
    } catch (error) {
      throw explained(error, c.get('requestId'), log)
    }
  }
}

/** The tag of a resource as it stands. */
export function tagOf({ id, revision }: Resource): string {
  return `"${id}-${revision}"`
}

interface Request {
  /** `null` of one that is not said to come again. */
  key: { tokenId: string; key: string } | null
  fingerprint: string
}

async function readRequest(c: Context<OperatorEnv>): Promise<Request> {
  const { req } = c
  const digest = createHash('sha256').update(`${req.method} ${req.path}\n${await req.text()}`)
  const fingerprint = digest.digest('base64url')
  const key = req.method === 'POST' ? req.header('idempotency-key') : undefined
  if (key === undefined) return { key: null, fingerprint }
  if (key === '' || key.length > LONGEST_KEY)
    throw new Problem('BAD_REQUEST', `Idempotency-Key: expected 1 to ${LONGEST_KEY} characters.`)
  return { key: { tokenId: c.get('token').id, key }, fingerprint }
}

/** What was answered before, to the very same request. */
function again(kept: KeptAnswer, fingerprint: string): KeptAnswer {
  if (kept.fingerprint !== fingerprint)
    throw new Problem('CONFLICT', 'This Idempotency-Key came with another request before.')
  return { ...kept, headers: { ...kept.headers, 'Idempotency-Replayed': 'true' } }
}

function toAnswer({ status, resource, location, body }: Changed): Omit<KeptAnswer, 'fingerprint'> {
  const headers = {
    ...UNCACHED,
    'Content-Type': 'application/json; charset=utf-8',
    ETag: tagOf(resource),
    ...(location !== undefined && { Location: location }),
  }
  return { status, headers, body: JSON.stringify(body) }
}

/** A weak tag never matches: it says that something may be other (RFC 9110, 13.1.1). */
function requireMatch(c: Context, resource: Resource): void {
  const wanted = c.req.header('if-match')
  const tag = tagOf(resource)
  if (wanted === undefined || wanted.split(',').some((one) => ['*', tag].includes(one.trim()))) return
  const detail = 'It was changed meanwhile: look at it again before you change it.'
  throw new Problem('PRECONDITION_FAILED', detail, { headers: { ETag: tag } })
}

function explained(error: unknown, requestId: string, log: ChangeDeps['log']): unknown {
  if (error instanceof ChangeRefused) return toProblem(error)
  if (!isUnavailable(error)) return error
  log.error({ err: error, requestId }, 'a change could not be stored')
  return new Problem(
    'UNAVAILABLE',
    'The record cannot be written just now, and nothing was changed. Say it again later.',
  )
}

function toProblem({ message, pointer }: ChangeRefused): Problem {
  return pointer === null ? new Problem('CONFLICT', message) : badBody([{ pointer, detail: message }])
}
