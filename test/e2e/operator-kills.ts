import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import type { Service } from './service.ts'

/** What a server said that it had done, by the resource's id: the newest revision, and the keys of requests. */
export interface Acknowledged {
  revisions: Map<string, number>
  keys: Set<string>
}

type Write = (ask: Ask) => Promise<void>
/** An answer as far as the next write needs it. */
interface Told {
  id: string
  revision: number
  seriesId?: string | null
  updates: { id: string }[]
}
type Ask = (method: string, path: string, body: object) => Promise<Told | null>

const OUTAGE = { title: 'API is down', message: 'Seen.', components: { api: 'major_outage' } }

/** Every kind of write to an incident, each against one that was just opened. */
const KINDS: readonly Write[] = [
  async (ask) => void (await ask('POST', '/api/incidents', OUTAGE)),
  onOpened('POST', () => '/updates', { message: 'More.', components: { api: 'partial_outage' } }),
  onOpened('POST', () => '/updates', { message: 'Over.', status: 'resolved' }),
  onOpened('PATCH', () => '', { title: 'API was down', startedAt: '2026-01-01T00:00:00Z' }),
  onOpened('PATCH', ({ updates }) => `/updates/${updates[0]?.id}`, { message: 'Put right.' }),
  onOpened('POST', () => '/publish', {}, { draft: true }),
]

/** Two hours by the clock of the page, some time ahead. */
const WORK = { title: 'Work', components: ['api'], startsAt: '2100-01-03T02:00:00', durationMinutes: 120 }
/** Work that begins in a moment, whenever that is. */
const soon = () => ({ ...WORK, startsAt: new Date(Date.now() + 30_000).toISOString().slice(0, 19), shortNotice: true })
const WEEKLY = { ...WORK, startsAt: '2026-01-04T02:00:00', rrule: 'FREQ=WEEKLY;BYDAY=SU', shortNotice: true }

/** Every kind of write to planned work. */
const MAINTENANCE_KINDS: readonly Write[] = [
  onScheduled(
    () => WORK,
    'PATCH',
    ({ id }) => `/${id}`,
    { startsAt: '2100-01-04T02:00:00' },
  ),
  onScheduled(
    () => WORK,
    'PATCH',
    ({ id }) => `/${id}`,
    { durationMinutes: 180 },
  ),
  onScheduled(
    () => WORK,
    'POST',
    ({ id }) => `/${id}/cancel`,
    {},
  ),
  onScheduled(
    soon,
    'POST',
    ({ id }) => `/${id}/start`,
    {},
    ({ id }) => `/${id}/end`,
  ),
  onScheduled(
    () => WEEKLY,
    'PATCH',
    ({ seriesId }) => `/series/${seriesId}`,
    { title: 'Weekly' },
    ({ seriesId }) => `/series/${seriesId}/cancel`,
  ),
]

function onScheduled(
  body: () => object,
  method: string,
  below: (work: Told) => string,
  change: object,
  last?: (work: Told) => string,
): Write {
  return async (ask) => {
    const work = await ask('POST', '/api/maintenance', body())
    if (work && (await ask(method, `/api/maintenance${below(work)}`, change)) && last)
      await ask('POST', `/api/maintenance${last(work)}`, {})
  }
}

function onOpened(
  method: string,
  below: (incident: { updates: { id: string }[] }) => string,
  body: object,
  said: object = {},
): Write {
  return async (ask) => {
    const incident = await ask('POST', '/api/incidents', { ...OUTAGE, ...said })
    if (incident) await ask(method, `/api/incidents/${incident.id}${below(incident)}`, body)
  }
}

/** Writes every kind again and again until the server is gone, and notes what it said it had done. */
export async function writeUntilItEnds({ url }: Service, token: string, acknowledged: Acknowledged): Promise<void> {
  let gone = false
  const ask: Ask = async (method, path, body) => {
    const key = randomUUID()
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key }
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) }).catch(() => null)
    const said = (answer && (await answer.json().catch(() => null))) as Told | null
    if (!answer || !said) {
      gone = true
      return null
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said)}`)
    acknowledged.revisions.set(said.id, Math.max(said.revision, acknowledged.revisions.get(said.id) ?? 0))
    if (method === 'POST') acknowledged.keys.add(key)
    return said
  }
  const write = async (kind: Write): Promise<void> => {
    while (!gone) await kind(ask)
  }
  await Promise.all([...KINDS, ...MAINTENANCE_KINDS].map(write))
}

/** What the record lacks of what was acknowledged, and what in it is half done. */
export function lookAtRecord(file: string, { revisions, keys }: Acknowledged): { lost: number; halves: string[] } {
  using db = openForReading(file)
  const rows = (query: string) => db.prepare(query).all() as Record<string, unknown>[]
  const stored = new Map(
    rows(`SELECT i.id, max(r.revision) AS revision FROM incidents i
          JOIN incident_revisions r ON r.incident_key = i.key GROUP BY i.id
          UNION ALL SELECT id, max(revision) FROM maintenance_occurrences GROUP BY id
          UNION ALL SELECT id, max(revision) FROM maintenance_series GROUP BY id`).map(({ id, revision }) => [
      String(id),
      Number(revision),
    ]),
  )
  const kept = new Set(rows('SELECT key FROM idempotency_keys').map(({ key }) => String(key)))
  const lost = [...revisions].filter(([id, revision]) => (stored.get(id) ?? 0) < revision).length
  const halves = Object.entries(HALVES).flatMap(([fault, query]) => rows(query).map(({ id }) => `${fault}: ${id}`))
  return { lost: lost + [...keys].filter((key) => !kept.has(key)).length, halves }
}

/** What cannot be where a change is there as a whole or not at all. */
const HALVES: Readonly<Record<string, string>> = {
  'an incident without exactly one revision that holds': `
    SELECT i.id FROM incidents i LEFT JOIN incident_revisions r ON r.incident_key = i.key AND r.superseded_at IS NULL
    GROUP BY i.id HAVING count(r.revision) <> 1`,
  'a revision that is missing': `
    SELECT i.id FROM incidents i JOIN incident_revisions r ON r.incident_key = i.key
    GROUP BY i.id HAVING count(*) <> max(r.revision)`,
  'a change that is not in the audit log, or an entry without a change': `
    SELECT i.id FROM incidents i JOIN incident_revisions r ON r.incident_key = i.key
    GROUP BY i.id HAVING count(*) <> (SELECT count(*) FROM audit a WHERE a.subject = i.id)`,
  'an incident without a message': `
    SELECT i.id FROM incidents i WHERE NOT EXISTS
    (SELECT 1 FROM incident_updates u WHERE u.incident_key = i.key AND u.superseded_at IS NULL)`,
  'a resolved incident whose components still suffer': `
    SELECT i.id FROM incidents i JOIN incident_revisions r ON r.incident_key = i.key AND r.superseded_at IS NULL
    JOIN incident_impacts p ON p.incident_key = i.key AND p.superseded_at IS NULL
    WHERE r.resolved_at IS NOT NULL AND p.ends_at IS NULL`,
  'an occurrence with two revisions that hold': `
    SELECT id FROM maintenance_occurrences WHERE superseded_at IS NULL GROUP BY id HAVING count(*) > 1`,
  'an occurrence with a revision that is missing': `
    SELECT id FROM maintenance_occurrences GROUP BY id HAVING count(*) <> max(revision)`,
  'a series whose changes are not in the audit log': `
    SELECT s.id FROM maintenance_series s GROUP BY s.id
    HAVING count(*) - 1 <> (SELECT count(*) FROM audit a WHERE a.subject = s.id)`,
  'a series without its occurrences': `
    SELECT id FROM maintenance_series s WHERE superseded_at IS NULL AND cancelled_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM maintenance_occurrences o WHERE o.series_id = s.id AND o.superseded_at IS NULL)`,
  'an answer kept for a request without its change': `
    SELECT k.key AS id FROM idempotency_keys k WHERE NOT EXISTS
    (SELECT 1 FROM audit a WHERE a.subject = json_extract(k.body, '$.id') AND a.at = k.at)`,
}

function openForReading(file: string) {
  const db = new BetterSqlite3(file, { readonly: true })
  return Object.assign(db, { [Symbol.dispose]: () => db.close() })
}

/** A moment for the load to be under way. */
export const aMoment = (longestMs: number): Promise<void> => sleep(50 + Math.random() * longestMs)
