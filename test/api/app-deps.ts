import { pino } from 'pino'
import type { Database } from '#db/open.ts'
import type { AppDeps } from '../../api/app.ts'
import { Problem } from '../../api/problem.ts'
import { configurationOf, factsOf } from '../facts.ts'

const closed = async (): Promise<never> => {
  throw new Problem('AUTH_001', 'No token opens this.')
}

/** What an app needs where a test is about a part of it: nothing wrong, nobody let in, no database. */
export function appDeps(changes: Partial<AppDeps> = {}): AppDeps {
  return {
    faults: async () => [],
    metrics: {
      expose: async () => ({ contentType: 'text/plain; version=0.0.4', bytes: Buffer.from('probe_success 1\n') }),
    },
    log: pino({ level: 'silent' }),
    heartbeats: { find: () => undefined, beat: async () => true },
    clientAddress: () => '',
    admit: () => undefined,
    now: () => 0,
    isDocument: () => false,
    // Whatever asks it without having been let in fails.
    db: {} as Database,
    requireScope: () => closed,
    changeBy: closed,
    configuration: () => configurationOf([]),
    facts: async () => factsOf([]),
    publicUrl: 'https://status.scopien.com',
    ...changes,
  }
}
