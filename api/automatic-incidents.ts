import { insertAudit } from '#db/audit.ts'
import { insertIncident, updateIncident } from '#db/incident-changes.ts'
import { listIncidents } from '#db/incidents.ts'
import type { Database } from '#db/open.ts'
import type { Transaction } from '#db/writer.ts'
import { automaticDecisions, type Decision } from '#domain/automatic-incident.ts'
import { disturbances } from '#domain/disturbance.ts'
import type { Facts } from '#domain/facts.ts'
import type { Incident } from '#domain/incident.ts'
import { openIncident, withUpdate } from '#domain/incident-change.ts'
import type { Log } from './log.ts'
import { newId } from './new-id.ts'
import { toAuditedIncident } from './operators/incident-json.ts'

export interface AutomaticIncidentsDeps {
  db: Database
  log: Pick<Log, 'error' | 'warn'>
  now: () => number
  /** Told when an incident was opened or changed. */
  changed: () => void
}

/** Opens, follows and resolves incidents by what the checks see, until a person takes them over. */
export interface AutomaticIncidents {
  /** Looks at facts as they were just read. What cannot be stored is tried again with the next ones. */
  look(facts: Facts): void
  /** Resolves when what was looked at is stored, or could not be. */
  settled(): Promise<void>
}

/** Where incidents are to be opened no more, those that are open are followed to their end. */
const NEVER = { afterMs: Number.POSITIVE_INFINITY, publish: false }

export function createAutomaticIncidents({ db, log, now, changed }: AutomaticIncidentsDeps): AutomaticIncidents {
  let running: Promise<void> | undefined

  const decide = (facts: Facts, incidents: readonly Incident[], at: number): Decision[] =>
    automaticDecisions(disturbances(facts, at), incidents, facts.configuration.automaticIncidents ?? NEVER, at)

  // Decided anew on what the transaction finds: a person may have been quicker.
  const apply = async (facts: Facts): Promise<void> => {
    const made = await db.write(async (tx) => {
      const at = now()
      const incidents = await listIncidents(db, { since: at, newest: 0 }, tx)
      const decisions = decide(facts, incidents, at)
      for (const decision of decisions) await enact(tx, db, decision, at)
      return decisions
    })
    for (const { kind, wanted } of made)
      log.warn({ incident: kind, message: wanted.message }, 'the checks were followed')
    if (made.length > 0) changed()
  }

  return {
    look: (facts) => {
      if (running || decide(facts, facts.incidents, now()).length === 0) return
      running = apply(facts)
        .catch((error: unknown) => log.error({ err: error }, 'an incident could not follow what the checks see'))
        .finally(() => {
          running = undefined
        })
    },
    settled: async () => running,
  }
}

async function enact(tx: Transaction, db: Database, decision: Decision, at: number): Promise<void> {
  const by = { at, person: false }
  const updateId = newId('upd')
  if (decision.kind === 'open') {
    const incident = openIncident(decision.wanted, { id: newId('inc'), updateId }, by)
    await insertIncident(tx, db, incident)
    await note(tx, db, { action: 'incident.open', before: null, after: incident, updateId, at })
  } else {
    const before = decision.incident
    const after = withUpdate(before, decision.wanted, updateId, by)
    await updateIncident(tx, db, before, after)
    await note(tx, db, { action: 'incident.update', before, after, updateId, at })
  }
}

interface Noted {
  action: string
  before: Incident | null
  after: Incident
  updateId: string
  at: number
}

function note(tx: Transaction, db: Database, { action, before, after, updateId, at }: Noted): Promise<void> {
  return insertAudit(tx, db, {
    ...{ at, actor: 'automatic', actorId: null, action, subject: after.id, requestId: null },
    before: before && toAuditedIncident(before),
    after: toAuditedIncident(after, updateId),
  })
}
