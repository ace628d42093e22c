import { describe, expect, test } from 'vitest'
import { syncRegistry } from '#db/registry.ts'
import { listTransitions } from '#db/transitions.ts'
import type { Check } from '#domain/check.ts'
import { keptResultsMs } from '#domain/kept-results.ts'
import { toPublicView } from '#domain/public-view.ts'
import { HOUR_MS } from '#domain/rollup.ts'
import { openRecord } from '../../api/record/record.ts'
import { createRecorder } from '../../api/record/recorder.ts'
import { createReduction } from '../../api/record/reduction.ts'
import { freshUrl, openTestDatabase } from '../db/open-test-database.ts'
import { checkOf, componentOf, configurationOf, NOW, resultOf } from '../facts.ts'

const CHECK = checkOf('health')
const EVERY_MS = 30_000
const STALE_MS = CHECK.policy.staleAfterMs
const DAY_MS = 24 * HOUR_MS

/** A process over the record at `url`, as it stands after its start at an instant. It may be cut off at any time. */
async function processOf(url: string, at: number, check: Check = CHECK) {
  const clock = { now: at }
  const announced: string[] = []
  const db = await openTestDatabase(url)
  const configuration = configurationOf([componentOf('api', { checks: [check] })])
  const record = await openRecord(db, configuration, { publicUrl: '', at })
  const recorder = createRecorder({
    now: () => clock.now,
    store: record.store,
    onStored: ({ transitions }) => void announced.push(...transitions.map(({ verdict }) => verdict)),
    onFailure: (error) => {
      throw error
    },
    onDropped: () => undefined,
  })
  recorder.remember(await record.remembered())
  recorder.expire()
  await recorder.flush()
  return {
    announced,
    /** Asks every 30 s, as often as there are letters: `u` up, `d` down. */
    ask: async (letters: string) => {
      for (const letter of letters) {
        recorder.record(check, resultOf('health', clock.now, { outcome: letter === 'u' ? 'up' : 'down' }))
        await recorder.flush()
        clock.now += EVERY_MS
      }
      return clock.now - EVERY_MS
    },
    /** Time passes without anyone living through it; then what is done every second is done. */
    sleep: async (ms: number) => {
      clock.now += ms
      recorder.expire()
      await recorder.flush()
    },
    told: async () => {
      const registry = await syncRegistry(db, configuration.components, at)
      const all = await listTransitions(db, registry, { checkId: 'health', region: 'local', since: 0 })
      return all.map(({ at, verdict }) => [at, verdict])
    },
    shown: async () => toPublicView(await record.facts(recorder.evidence(), clock.now), clock.now).components[0],
    reduce: () => {
      const keepResultsMs = () => keptResultsMs({ ...configuration, keepResultsMs: 7 * DAY_MS })
      return createReduction({ db, now: () => clock.now, keepResultsMs }).run()
    },
  }
}

describe('an absence of our own', () => {
  test('is unknown from when the last result vouches no more, and ends with the first new one', async () => {
    const url = freshUrl()
    const last = await (await processOf(url, NOW)).ask('uuu')
    const back = await processOf(url, NOW + HOUR_MS)
    await back.ask('u')
    expect(await back.told()).toEqual([
      [NOW, 'up'],
      [last + STALE_MS, 'unknown'],
      [NOW + HOUR_MS, 'up'],
    ])
  })

  test('counts against nobody: uptime stays whole, and what was not observed is said', async () => {
    const url = freshUrl()
    const last = await (await processOf(url, NOW)).ask('uuu')
    const back = await processOf(url, NOW + HOUR_MS)
    await back.ask('u')
    const shown = await back.shown()
    expect(shown?.uptime).toMatchObject({ uptime: 1, worst: 'operational', ms: { major_outage: 0 } })
    expect(shown?.uptime.ms.operational).toBe(last + STALE_MS - NOW + EVERY_MS)
  })

  test('ends an outage where the last result of it vouches no more', async () => {
    const url = freshUrl()
    const last = await (await processOf(url, NOW)).ask('uddd')
    const back = await processOf(url, NOW + HOUR_MS)
    await back.ask('u')
    expect((await back.shown())?.uptime.ms.major_outage).toBe(last + STALE_MS - (NOW + EVERY_MS))
  })

  test('is the same when the machine was suspended and the process wakes', async () => {
    const [killed, suspended] = [freshUrl(), freshUrl()]
    await (await processOf(killed, NOW)).ask('uu')
    const back = await processOf(killed, NOW + HOUR_MS)
    const awake = await processOf(suspended, NOW)
    await awake.ask('uu')
    await awake.sleep(HOUR_MS - 2 * EVERY_MS)
    for (const one of [back, awake]) await one.ask('u')
    expect(await awake.told()).toEqual(await back.told())
  })

  test.each([
    ['shorter than a result vouches', STALE_MS, []],
    ['longer by a millisecond', STALE_MS + 1, ['unknown']],
  ])('that is %s announces %j', async (_length, awayMs, announced) => {
    const url = freshUrl()
    const last = await (await processOf(url, NOW)).ask('uddd')
    expect((await processOf(url, last + awayMs)).announced).toEqual(announced)
  })

  test('is announced once, however often we start meanwhile', async () => {
    const url = freshUrl()
    await (await processOf(url, NOW)).ask('uddd')
    const starts = [1, 2, 3].map((hours) => NOW + hours * HOUR_MS)
    const announced: string[] = []
    for (const at of starts) announced.push(...(await processOf(url, at)).announced)
    expect(announced).toEqual(['unknown'])
  })
})

describe('a restart', () => {
  test('forgets no verdict, and announces none again', async () => {
    const url = freshUrl()
    const last = await (await processOf(url, NOW)).ask('uddd')
    const back = await processOf(url, last + EVERY_MS)
    expect((await back.shown())?.status).toBe('major_outage')
    await back.ask('dd')
    expect(back.announced).toEqual([])
    await back.ask('uu')
    expect(back.announced).toEqual(['up'])
  })

  test('between the results that confirm an outage changes neither its start nor its end', async () => {
    const url = freshUrl()
    await (await processOf(url, NOW)).ask('udd')
    const back = await processOf(url, NOW + 3 * EVERY_MS)
    await back.ask('d')
    expect(await back.told()).toEqual([
      [NOW, 'up'],
      [NOW + EVERY_MS, 'down'],
    ])
  })

  test('after the record was reduced tells the same', async () => {
    const url = freshUrl()
    const first = await processOf(url, NOW)
    const last = await first.ask('uddd')
    await first.sleep(STALE_MS)
    await first.ask('d')
    await (await processOf(url, last + 9 * DAY_MS)).reduce()
    const back = await processOf(url, last + 9 * DAY_MS)
    expect(back.announced).toEqual([])
    expect((await back.told()).at(-1)?.[1]).toBe('unknown')
  })
  test('tells the same of a check that is asked less often than results are wished for', async () => {
    const url = freshUrl()
    const rare = checkOf('health', { policy: { failAfter: 2, recoverAfter: 2, staleAfterMs: 24 * DAY_MS } })
    const first = await processOf(url, NOW, rare)
    for (let turn = 0; turn < 30; turn++) {
      await first.ask('u')
      await first.sleep(8.5 * DAY_MS)
      await first.reduce()
    }
    const back = await processOf(url, NOW + 30 * 8.6 * DAY_MS, rare)
    expect(back.announced).toEqual([])
    expect((await back.shown())?.status).toBe('operational')
  })
})
