import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { probe } from '../../../probes/probe.ts'
import { probeDeps } from '../deps.ts'
import { foundAt, openEgress } from '../requests.ts'
import { TARGETS } from './targets.ts'
import { TRUSTED } from './tls-targets.ts'

/** What a busy machine may add to a deadline; `npm run bench:hostile` tells exactly. */
const GRACE_MS = 1000

beforeAll(() => setDefaultCACertificates([...TRUSTED]))
afterAll(() => setDefaultCACertificates(getCACertificates('bundled')))

describe('a hostile target', () => {
  const egress = openEgress({ lookup: foundAt('127.0.0.1') })

  test('there are of every kind', () => {
    expect(TARGETS.length).toBeGreaterThan(60)
    expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length)
  })

  test.each(TARGETS.map((target) => [target.name, target.reason ?? 'up', target] as const))(
    '%s is %s, by the deadline, and nothing is left open',
    async (_name, _expected, { server, check, reason }) => {
      const running = await server()
      onTestFinished(() => running.close())
      const asked = check(running.port)
      const started = performance.now()
      const result = await probe(asked, probeDeps({ egress }))
      const tookMs = performance.now() - started
      expect(result).toMatchObject({ reasonCode: reason, outcome: reason === null ? 'up' : 'down' })
      expect(tookMs).toBeLessThan(asked.timeoutMs + GRACE_MS)
      await expect.poll(() => running.open(), { timeout: 5_000 }).toBe(0)
    },
  )
})
