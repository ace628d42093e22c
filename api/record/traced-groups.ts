import type { Database } from '#db/database.ts'
import { type Tracer, traced } from '#domain/tracing.ts'
import type { Group, GroupQueueDeps } from './group-queue.ts'

/** As OpenTelemetry names them. */
const SYSTEMS = { sqlite: 'sqlite', postgres: 'postgresql' } as const

/** Tells each attempt to store a group as a trace. */
export function tracedGroups(
  tracer: Tracer,
  { dialect }: Pick<Database, 'dialect'>,
): NonNullable<GroupQueueDeps['around']> {
  return (group, attempt) => {
    const describe = () => ({
      kind: 'client' as const,
      attributes: { 'db.system.name': SYSTEMS[dialect], ...sizesOf(group) },
    })
    return traced(tracer, 'store results', describe, attempt)
  }
}

/** What is a batch only when it is several. */
function sizesOf({ results, transitions }: Group) {
  const rows = results.length + transitions.length
  return {
    'db.operation.name': rows > 1 ? 'BATCH INSERT' : 'INSERT',
    'db.operation.batch.size': rows > 1 ? rows : null,
    'status.results': results.length,
    'status.transitions': transitions.length,
  }
}
