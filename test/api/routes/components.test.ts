import type { MiddlewareHandler } from 'hono'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app.ts'
import type { OperatorEnv } from '../../../api/operators/operator-env.ts'
import { checkOf, componentOf, evidenceOf, factsOf, NOW, occurrenceOf, transitionOf } from '../../facts.ts'
import { appDeps } from '../app-deps.ts'

const API = componentOf('api', { checks: [checkOf('health'), checkOf('inner', { private: true })] })
const SLO = { objective: 0.999, periodMs: 30 * 86_400_000, public: false }
const VAULT = componentOf('vault', { private: true, slo: SLO })
const facts = factsOf([API, VAULT], {
  transitions: [
    transitionOf('health', NOW - 60_000, { verdict: 'down', reasonCode: 'timeout' }),
    transitionOf('inner', NOW - 60_000),
    transitionOf('vault-check', NOW - 60_000),
  ],
  occurrences: [occurrenceOf('mnt_1', NOW - 1000)],
})
const open: MiddlewareHandler<OperatorEnv> = (_, next) => next()
const app = createApp(appDeps({ requireScope: () => open, facts: async () => facts, now: () => NOW }))
const read = async (path: string) => JSON.parse(await (await app.request(path)).text())

describe('a component, as operators see it', () => {
  test('says what the checks alone say, while work on it is louder', async () =>
    expect(await read('/api/components/api')).toMatchObject({
      status: 'under_maintenance',
      rawStatus: 'major_outage',
      private: false,
      checks: [
        { id: 'health', verdict: 'down', private: false },
        { id: 'inner', verdict: 'up', private: true },
      ],
    }))

  test('is shown though it is private', async () => {
    expect(await read('/api/components/vault')).toMatchObject({ status: 'operational', private: true })
    expect((await read('/api/components')).components).toHaveLength(2)
  })

  test('tells what is promised to nobody but operators', async () => {
    const { slo } = await read('/api/components/vault')
    expect(slo).toMatchObject({ objective: 0.999, periodDays: 30, uptime: 1, budget: { spentMs: 0, remaining: 1 } })
    expect(slo).not.toHaveProperty('periodMs')
    expect((await read('/api/components/api')).slo).toBeNull()
  })

  test('names the trace of a failed result to them, as a link where there is one', async () => {
    const failed = factsOf([API], {
      evidence: [evidenceOf('health', NOW, { lastOutcome: 'down', lastTraceId: 'abc' }), evidenceOf('inner', NOW)],
    })
    const traces = async (changes: object) => {
      const deps = { requireScope: () => open, facts: async () => failed, now: () => NOW, ...changes }
      const answer = await createApp(appDeps(deps)).request('/api/components/api')
      const { checks } = JSON.parse(await answer.text()) as { checks: { trace: unknown }[] }
      return checks.map(({ trace }) => trace)
    }
    expect(await traces({})).toEqual([{ id: 'abc', url: null }, null])
    expect(await traces({ traceUrl: (id: string) => `https://t/${id}` })).toEqual([
      { id: 'abc', url: 'https://t/abc' },
      null,
    ])
  })

  test('that there is not is a 404', async () => expect((await app.request('/api/components/ghost')).status).toBe(404))
})
