import { Hono } from 'hono'
import { UNCACHED } from '../headers.ts'

export interface HealthDeps {
  /** Why this process cannot serve and probe just now; `[]` when it can. */
  faults: () => Promise<string[]>
}

/** Whether this process is alive, and whether it can do its work. */
export const healthRoutes = ({ faults }: HealthDeps) =>
  new Hono()
    .get('/healthz', (c) => c.json({ status: 'alive' }, 200, UNCACHED))
    .get('/readyz', async (c) => {
      const found = await faults()
      const ready = found.length === 0
      return c.json({ status: ready ? 'ready' : 'not_ready', faults: found }, ready ? 200 : 503, UNCACHED)
    })
