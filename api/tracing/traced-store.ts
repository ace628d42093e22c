import type { Database } from '#db/database.ts'
import { type Tracer, traced } from '#domain/tracing.ts'
import type { Group, GroupQueueDeps } from '../group-queue.ts'

/** As OpenTelemetry names them. */
const SYSTEMS = { sqlite: 'sqlite', postgres: 'postgresql' } as const

/** What stores groups, each told as a trace. */
export function tracedStore(
  tracer: Tracer,
  { dialect }: Pick<Database, 'dialect'>,
  store: GroupQueueDeps['store'],
): GroupQueueDeps['store'] {
  const sizesOf = ({ results, transitions }: Group) => ({
    'db.system.name': SYSTEMS[dialect],
    'db.operation.batch.size': results.length,
    'status.transitions': transitions.length,
  })
  return (group) =>
    traced(
      tracer,
      'store results',
      () => sizesOf(group),
      () => store(group),
    )
}
