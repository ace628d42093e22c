import { findIncident, listIncidentPage, listIncidents } from '#db/incidents.ts'
import { listEvents } from '#db/maintenance-events.ts'
import { findOccurrence, listOccurrencePage } from '#db/occurrences.ts'
import type { Database } from '#db/open.ts'
import type { Configuration } from '#domain/configuration.ts'
import type { Occurrence } from '#domain/maintenance.ts'
import { isPublished, toPublicIncident } from '#domain/public-incident.ts'
import { type PublicOccurrence, toPublicOccurrence } from '#domain/public-occurrence.ts'
import type { Told } from '../publish/past.ts'

/** No page has told as much. */
const MOST_TOLD = 10_000

export function createTold(db: Database, { components }: Configuration): Told {
  const shown = components.filter((component) => !component.private)

  const toPublic = async (found: readonly Occurrence[], at: number): Promise<PublicOccurrence[]> => {
    const events = await listEvents(
      db,
      found.map(({ id }) => id),
    )
    return found.map((one) => toPublicOccurrence(one, events, shown, at)).filter((one) => one.components.length > 0)
  }

  return {
    incidents: async (query) => {
      const found = await listIncidentPage(db, { ...query, audience: 'public' })
      return found.map((incident) => toPublicIncident(incident, shown))
    },
    incident: async (id) => {
      const found = await findIncident(db, id)
      return found && isPublished(found) ? toPublicIncident(found, shown) : undefined
    },
    incidentsIn: async ({ from, to }) => {
      const found = await listIncidents(db, { since: from, newest: 0 })
      return found
        .filter((incident) => isPublished(incident) && incident.startedAt < to)
        .map((incident) => toPublicIncident(incident, shown))
    },
    occurrences: async ({ limit, ...query }) => {
      const told: PublicOccurrence[] = []
      // What touches nothing that is shown has no place in a page: what follows has it.
      for (let { after } = query; told.length < limit; ) {
        const found = await listOccurrencePage(db, { ...query, limit, after })
        told.push(...(await toPublic(found, query.at)))
        const last = found.at(-1)
        if (!last || found.length < limit) break
        after = { startedAt: last.startsAt, id: last.id }
      }
      return told.slice(0, limit)
    },
    everything: async (at) => {
      const all = { limit: MOST_TOLD, after: null }
      const found = await listIncidentPage(db, { ...all, status: null, audience: 'public' })
      const occurrences = await listOccurrencePage(db, { ...all, state: null, at })
      return {
        incidents: found.map((incident) => toPublicIncident(incident, shown)),
        occurrences: await toPublic(occurrences, at),
      }
    },
    occurrence: async (id, at) => {
      const found = await findOccurrence(db, id)
      return found && (await toPublic([found], at))[0]
    },
  }
}
