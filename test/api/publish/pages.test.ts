import { describe, expect, test } from 'vitest'
import { Problem } from '../../../api/problem.ts'
import { factsOf, NOW } from '../../facts.ts'
import { API, openDemand } from './open-demand.ts'

describe('/components/{id}', () => {
  test('is drawn of a component with how fast it answered in each window', async () => {
    const { drawn, demand } = openDemand()
    await demand.find('/components/api', '')
    expect(drawn).toMatchObject([{ path: '/components/api', about: { component: { id: 'api' } } }])
    expect(drawn[0]?.about?.latency?.map(({ window, whole }) => [window, whole.count])).toEqual([
      ['24h', 3],
      ['7d', 3],
      ['90d', 3],
    ])
  })

  test('in whatever languages, what was measured is looked up once', async () => {
    let looked = 0
    const latencies = async () => {
      looked++
      return []
    }
    const { demand } = openDemand(undefined, { latencies })
    for (const language of ['en', 'de']) await demand.find('/components/api', '', undefined, language)
    expect(looked).toBe(3)
  })

  test('while the record cannot be read, is drawn without', async () => {
    const { drawn, demand } = openDemand(undefined, {
      latencies: () => Promise.reject(new Problem('UNAVAILABLE', 'No record.')),
    })
    await demand.find('/components/api', '')
    expect(drawn[0]?.about?.latency).toBeNull()
  })

  test.each(['hidden', 'apj'])('of the id %s is a 404 problem', async (id) =>
    expect(await openDemand().problem(`/components/${id}`)).toBe(`DATA_001 No component has the id "${id}".`),
  )
})

describe('/history', () => {
  const OLD = factsOf([API], { births: new Map([['api', Date.parse('2026-01-15T12:00Z')]]) })

  test('is drawn of the present month from the view alone', async () => {
    const { drawn, demand, read } = openDemand(OLD)
    await demand.find('/history', '')
    expect(drawn).toMatchObject([
      { path: '/history', about: { month: { month: '2026-11', before: '2026-10', after: null } } },
    ])
    expect(read()).toBe(0)
  })

  test('is drawn of a month before the days shown from the record', async () => {
    const { drawn, demand, read } = openDemand(OLD)
    await demand.find('/history', 'month=2026-01')
    expect(drawn).toMatchObject([
      { path: '/history?month=2026-01', about: { month: { month: '2026-01', before: null, after: '2026-02' } } },
    ])
    expect(drawn[0]?.about?.month?.components[0]?.days).toHaveLength(31)
    expect(read()).toBe(1)
  })

  test.each([
    ['month=2026-13', 'BAD_REQUEST month: expected a month, such as 2026-11, got "2026-13"'],
    ['month=', 'BAD_REQUEST month: expected a month, such as 2026-11, got ""'],
    ['year=2026', 'BAD_REQUEST year: expected month'],
    ['month=2025-12', 'DATA_001 There is no record of the month 2025-12.'],
    ['month=2026-12', 'DATA_001 There is no record of the month 2026-12.'],
  ])('of ?%s is refused: %s', async (search, problem) =>
    expect(await openDemand(OLD).problem('/history', search)).toBe(problem),
  )
})

describe('/status', () => {
  const OLD = factsOf([API], { births: new Map([['api', NOW - 86_400_000]]) })
  const t = new Date(NOW - 60_000).toISOString()

  test.each(['at', 'asOf'])('is drawn of the past, ?%s=', async (tense) => {
    const { drawn, demand } = openDemand(OLD)
    await demand.find('/status', `${tense}=${t}`)
    expect(drawn).toMatchObject([{ path: `/status?${tense}=${t}`, about: { past: { tense, now: NOW } } }])
  })

  test.each([
    [
      'at=yesterday',
      'BAD_REQUEST at: expected an instant as RFC 3339 writes it, such as 2026-11-01T07:00:00Z, got "yesterday"',
    ],
    ['at=2027-01-01T00:00:00Z', 'BAD_REQUEST at: expected an instant that has passed, got "2027-01-01T00:00:00Z"'],
    [`at=${t}&asOf=${t}`, `BAD_REQUEST asOf: expected either at or asOf, got "${t}"`],
    ['at=2026-11-22T15:22:04Z', 'DATA_001 There is no record of 2026-11-22T15:22:04.000Z.'],
  ])('of ?%s is refused: %s', async (search, problem) =>
    expect(await openDemand(OLD).problem('/status', search)).toBe(problem),
  )
})

describe('/embed and /maintenance', () => {
  test.each([
    ['/embed', 'framed'],
    ['/maintenance', 'whole'],
  ])('%s is drawn of the view, and is shown %s', async (path, role) => {
    const { drawn, demand } = openDemand()
    expect((await demand.find(path, ''))?.role).toBe(role)
    expect(drawn).toEqual([{ path, about: {} }])
  })
})
