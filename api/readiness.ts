import type { Database } from '#db/open.ts'
import type { StatusService } from './status-service.ts'

export interface ReadinessDeps {
  status: Pick<StatusService, 'faults'>
  /** When the prober last looked what is due, by the monotonic clock; `null` while it stands still. */
  prober: { tickedAt(): number | null }
  db: Pick<Database, 'write'>
  /** A clock that only ever goes forward, in ms. */
  monotonic: () => number
}

const LONGEST_TICK_MS = 5000

/** Why this process cannot serve and probe just now; `[]` when it can. */
export async function readinessFaults({ prober, status, db, monotonic }: ReadinessDeps): Promise<string[]> {
  const tickedAt = prober.tickedAt()
  const idle = tickedAt === null || monotonic() - tickedAt > LONGEST_TICK_MS
  const writable = await db.write(async () => true).catch(() => false)
  return [
    ...(idle ? ['The prober does not ask.'] : []),
    ...(writable ? [] : ['The database cannot be written.']),
    ...status.faults(),
  ]
}
