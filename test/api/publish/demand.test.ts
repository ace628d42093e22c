import { describe, expect, test } from 'vitest'
import type { Facts } from '#domain/facts.ts'
import { sketchOf } from '#domain/latency-sketch.ts'
import { toPublicIncident } from '#domain/public-incident.ts'
import { toPublicOccurrence } from '#domain/public-occurrence.ts'
import { toPublicView } from '#domain/public-view.ts'
import { Problem } from '../../../api/problem.ts'
import { createDemand } from '../../../api/publish/demand.ts'
import type { Edition } from '../../../api/publish/edition.ts'
import type { PageSubject, RenderPage } from '../../../api/publish/pages.ts'
import type { Past } from '../../../api/publish/past.ts'
import { demandRenderers } from '../../../api/publish/renderers.ts'
import { checkOf, componentOf, evidenceOf, factsOf, incidentOf, NOW, occurrenceOf, transitionOf } from '../../facts.ts'

const UP_AT = NOW - 3_600_000
const DOWN_AT = NOW - 600_000
const API = componentOf('api', { checks: [checkOf('health'), checkOf('secret', { private: true })] })
const facts = factsOf([API, componentOf('hidden', { private: true })], {
  transitions: [transitionOf('health', UP_AT), transitionOf('health', DOWN_AT, { verdict: 'down' })],
  evidence: [evidenceOf('health', NOW - 1000, { lastOutcome: 'down', lastReasonCode: 'timeout' })],
})

/** Four that are on record, newest first. */
const PAST = [400, 300, 200, 100].map((at) => toPublicIncident(incidentOf(`inc_${at}`, at), [API]))

/** Two times of work. */
const WORK = ['mnt_1', 'mnt_2'].map((id) => toPublicOccurrence(occurrenceOf(id, NOW), [], [API], NOW))

function open(known: Facts = facts, otherwise: Partial<Past> = {}) {
  const drawn: { path: string; about: PageSubject | undefined }[] = []
  const draw: RenderPage = async (path, _view, about) => {
    drawn.push({ path, about })
    return ''
  }
  let edition: Edition | undefined = { view: toPublicView(known, NOW), documents: new Map() }
  let read = 0
  const demand = createDemand({
    renderers: demandRenderers(draw, '{}'),
    edition: () => edition,
    past: {
      latencies: async ({ component, from, to }) => {
        expect([component, to]).toEqual(['api', NOW + 1])
        return [{ hour: from, latency: sketchOf([20, 30, 40]) }]
      },
      factsOfPast: async () => {
        read++
        return known
      },
      incidents: async ({ status, limit, after }) => {
        const older = PAST.filter(({ startedAt }) => after === null || startedAt < after.startedAt)
        return older.filter(({ resolvedAt }) => status !== 'unresolved' || resolvedAt === null).slice(0, limit)
      },
      incidentsIn: async () => PAST,
      incident: async (id) => PAST.find((incident) => incident.id === id),
      occurrences: async ({ limit }) => WORK.slice(0, limit),
      occurrence: async (id) => WORK.find((one) => one.id === id),
      everything: async () => ({ incidents: PAST, occurrences: [] }),
      ...otherwise,
    },
  })
  const ask = async (path: string, search = '') => JSON.parse(String((await demand.find(path, search))?.body ?? 'null'))
  const problem = (path: string, search = '') =>
    demand.find(path, search)?.then(
      () => null,
      ({ code, message }) => `${code} ${message}`,
    )
  const renew = () => {
    edition = edition && { ...edition }
  }
  return { demand, drawn, ask, problem, renew, read: () => read }
}

describe('/api/components/{id}', () => {
  test('tells a component with its public checks', async () => {
    expect(await open().ask('/api/components/api')).toEqual({
      id: 'api',
      name: 'API',
      slo: null,
      description: null,
      group: null,
      status: 'major_outage',
      since: new Date(DOWN_AT).toISOString(),
      reason: null,
      uptime: { days: 90, uptime: expect.closeTo(50 / 60, 6), coverage: expect.any(Number) },
      checks: [
        {
          id: 'health',
          kind: 'http',
          verdict: 'down',
          since: new Date(DOWN_AT).toISOString(),
          lastResult: {
            at: new Date(NOW - 1000).toISOString(),
            region: 'local',
            outcome: 'down',
            latencyMs: 80,
            reason: 'timeout',
          },
        },
      ],
    })
  })

  test.each(['hidden', 'apj', 'api%2f'])('of the id %s is a 404 problem', async (id) =>
    expect(await open().problem(`/api/components/${id}`)).toBe(`DATA_001 No component has the id "${id}".`),
  )
})

describe('/components/{id}', () => {
  test('is drawn of a component with how fast it answered in each window', async () => {
    const { drawn, demand } = open()
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
    const { demand } = open(facts, { latencies })
    for (const language of ['en', 'de']) await demand.find('/components/api', '', undefined, language)
    expect(looked).toBe(3)
  })

  test('while the record cannot be read, is drawn without', async () => {
    const { drawn, demand } = open(facts, { latencies: () => Promise.reject(new Problem('UNAVAILABLE', 'No record.')) })
    await demand.find('/components/api', '')
    expect(drawn[0]?.about?.latency).toBeNull()
  })

  test.each(['hidden', 'apj'])('of the id %s is a 404 problem', async (id) =>
    expect(await open().problem(`/components/${id}`)).toBe(`DATA_001 No component has the id "${id}".`),
  )
})

describe('/history', () => {
  const OLD = factsOf([API], { births: new Map([['api', Date.parse('2026-01-15T12:00Z')]]) })

  test('is drawn of the present month from the view alone', async () => {
    const { drawn, demand, read } = open(OLD)
    await demand.find('/history', '')
    expect(drawn).toMatchObject([
      { path: '/history', about: { month: { month: '2026-11', before: '2026-10', after: null } } },
    ])
    expect(read()).toBe(0)
  })

  test('is drawn of a month before the days shown from the record', async () => {
    const { drawn, demand, read } = open(OLD)
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
    expect(await open(OLD).problem('/history', search)).toBe(problem),
  )
})

describe('/status', () => {
  const OLD = factsOf([API], { births: new Map([['api', NOW - 86_400_000]]) })
  const t = new Date(NOW - 60_000).toISOString()

  test.each(['at', 'asOf'])('is drawn of the past, ?%s=', async (tense) => {
    const { drawn, demand } = open(OLD)
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
    expect(await open(OLD).problem('/status', search)).toBe(problem),
  )
})

describe('/embed and /maintenance', () => {
  test.each([
    ['/embed', true],
    ['/maintenance', undefined],
  ])('%s is drawn of the view, and may be framed: %s', async (path, isFramed) => {
    const { drawn, demand } = open()
    expect((await demand.find(path, ''))?.isFramed).toBe(isFramed)
    expect(drawn).toEqual([{ path, about: {} }])
  })
})

describe('/api/components/{id}/uptime', () => {
  const path = '/api/components/api/uptime'
  const at = (instant: number) => new Date(instant).toISOString()

  test('tells a window with the timeline that it was reckoned from', async () => {
    const told = await open().ask(path, `from=${at(UP_AT)}&to=${at(NOW)}`)
    expect(told).toMatchObject({
      component: 'api',
      from: at(UP_AT),
      to: at(NOW),
      timezone: 'America/New_York',
      coverage: 1,
      worst: 'major_outage',
      ms: { operational: 3_000_000, major_outage: 600_000, unknown: 0 },
      days: [{ date: '2026-11-23', from: at(UP_AT), to: at(NOW), coverage: 1 }],
      intervals: [
        { from: at(UP_AT), to: at(DOWN_AT), status: 'operational' },
        { from: at(DOWN_AT), to: at(NOW), status: 'major_outage' },
      ],
    })
    expect(told.uptime).toBeCloseTo(5 / 6)
  })

  test.each<[string, number, string]>([
    ['', 90, '2026-08-26'],
    ['days=7', 7, '2026-11-17'],
    ['days=2&to=2026-11-10T12:00:00Z', 2, '2026-11-09'],
  ])('?%s has %i days, the first %s', async (search, count, first) => {
    const { days } = await open().ask(path, search)
    expect([days.length, days[0].date]).toEqual([count, first])
  })

  test.each<[string, string]>([
    [
      'from=yesterday',
      'from: expected an instant as RFC 3339 writes it, such as 2026-11-01T07:00:00Z, got "yesterday"',
    ],
    ['to=2026-11-24T00:00:00Z', 'to: expected an instant that has passed, got "2026-11-24T00:00:00Z"'],
    [
      'from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
      'from: expected an instant that is not after 2026-11-01T00:00:00.000Z, got "2026-11-02T00:00:00.000Z"',
    ],
    [
      'from=2025-01-01T00:00:00Z&to=2026-11-01T00:00:00Z',
      'from: expected an instant at most 365 days before 2026-11-01T00:00:00.000Z, got "2025-01-01T00:00:00.000Z"',
    ],
    ['days=0', 'days: expected a whole number from 1 to 365, got "0"'],
    ['days=7&from=2026-11-01T00:00:00Z', 'days: expected either days or from, and not both, got "7"'],
    ['since=1&days=1&days=2', 'days: expected it once; since: expected from, to or days'],
  ])('?%s is refused', async (search, detail) =>
    expect(await open().problem(path, search)).toBe(`BAD_REQUEST ${detail}`),
  )
})

describe('/api/components/{id}/latency', () => {
  const path = '/api/components/api/latency'

  test.each<[string, string, number]>([
    ['', '24h', 24],
    ['window=7d', '7d', 28],
    ['window=90d', '90d', 90],
  ])('?%s is the window %s, in %i buckets', async (search, window, count) => {
    const { buckets, ...rest } = await open().ask(path, search)
    expect(rest).toEqual({ component: 'api', window })
    expect(buckets).toHaveLength(count)
    expect(buckets[0]).toMatchObject({ count: 3, p50Ms: 30, p99Ms: 40 })
    expect(buckets[1]).toMatchObject({ count: 0, p50Ms: null, p99Ms: null })
  })

  test('?window=1y is refused', async () =>
    expect(await open().problem(path, 'window=1y')).toBe('BAD_REQUEST window: expected 24h, 7d or 90d, got "1y"'))
})

describe('/api/status of the past', () => {
  test.each<[string, string]>([
    [`at=${new Date(DOWN_AT - 1).toISOString()}`, 'operational'],
    [`asOf=${new Date(DOWN_AT).toISOString()}`, 'major_outage'],
    [`at=${new Date(UP_AT - 1).toISOString()}`, 'unknown'],
  ])('?%s is %s', async (search, status) =>
    expect(await open().ask('/api/status', search)).toEqual({ status, services: { api: status } }),
  )

  test.each<[string, string]>([
    ['at=2026-11-24T00:00:00Z', 'at: expected an instant that has passed, got "2026-11-24T00:00:00Z"'],
    [
      'at=2026-11-01T00:00:00Z&asOf=2026-11-01T00:00:00Z',
      'asOf: expected either at or asOf, got "2026-11-01T00:00:00Z"',
    ],
    ['at=now&x=1', 'x: expected at or asOf'],
  ])('?%s is refused', async (search, detail) =>
    expect(await open().problem('/api/status', search)).toBe(`BAD_REQUEST ${detail}`),
  )

  test('any other query asks for the present', () => expect(open().demand.find('/api/status', 'x=1')).toBeUndefined())
})

describe('a document that is made on demand', () => {
  test('is made once for an edition, in whatever order it is asked for', async () => {
    const { ask, renew, read } = open()
    const path = '/api/components/api/uptime'
    await Promise.all([
      ask(path, 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z'),
      ask(path, 'to=2026-11-21T00:00:00Z&from=2026-11-20T00:00:00Z'),
    ])
    expect(read()).toBe(1)
    renew()
    await ask(path, 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z')
    expect(read()).toBe(2)
  })
})

describe('who asks for a document', () => {
  const PATH = '/api/components/api/uptime'

  test('has to be admitted when it is made, not when it is there', async () => {
    const { demand, renew } = open()
    let asked = 0
    const find = () => demand.find(PATH, '', () => asked++)
    await Promise.all([find(), find()])
    await find()
    expect(asked).toBe(1)
    renew()
    await find()
    expect(asked).toBe(2)
  })

  test('and is not admitted leaves nothing behind for the next', async () => {
    const { demand } = open()
    const refused = new Problem('RATE_001', 'Too many')
    const refuse = () => {
      throw refused
    }
    await expect(demand.find(PATH, '', refuse)).rejects.toBe(refused)
    await expect(demand.find(PATH, '')).resolves.toMatchObject({ type: 'application/json; charset=utf-8' })
  })

  test('while a hundred are being made is told to come again', async () => {
    const { demand } = open()
    const asked = Array.from({ length: 101 }, (_, n) => demand.find(PATH, `days=${n + 1}`))
    const outcomes = await Promise.allSettled(asked)
    const refused = { code: 'UNAVAILABLE', headers: { 'Retry-After': '1' } }
    expect(outcomes.slice(0, 100).every(({ status }) => status === 'fulfilled')).toBe(true)
    expect(outcomes[100]).toMatchObject({ status: 'rejected', reason: refused })
    await expect(demand.find(PATH, 'days=101')).resolves.toBeDefined()
  })
})

describe('/api/incidents', () => {
  /** Every id, page by page. */
  async function idsOf(search: string): Promise<string[][]> {
    const { demand } = open()
    const document = await demand.find('/api/incidents', search)
    const { incidents, nextCursor } = JSON.parse(String(document?.body))
    const ids = incidents.map(({ id }: { id: string }) => id)
    const [, next] =
      /^<https:\/\/status\.scopien\.com\/api\/incidents\?(.*)>; rel="next"$/.exec(document?.link ?? '') ?? []
    expect(new URLSearchParams(next).get('cursor')).toBe(nextCursor)
    return next === undefined ? [ids] : [ids, ...(await idsOf(next))]
  }

  test('is given page by page, each with where the next one is', async () => {
    expect(await idsOf('limit=3')).toEqual([['inc_400', 'inc_300', 'inc_200'], ['inc_100']])
    expect(await idsOf('limit=2&status=unresolved')).toEqual([
      ['inc_400', 'inc_300'],
      ['inc_200', 'inc_100'],
    ])
  })

  test.each<[string, string]>([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=a', 'limit'],
    ['cursor=x', 'cursor'],
    ['status=draft', 'status'],
    ['limit=1&page=2', 'page'],
  ])('%s is refused, and the parameter named', async (search, parameter) => {
    expect(await open().problem('/api/incidents', search)).toMatch(new RegExp(`^BAD_REQUEST ${parameter}: expected`))
  })

  test('one is told alone', async () => {
    const { ask, problem } = open()
    expect(await ask('/api/incidents/inc_200')).toMatchObject({
      id: 'inc_200',
      status: 'investigating',
      impact: 'major_outage',
      components: [{ id: 'api', impact: 'major_outage' }],
      startedAt: '1970-01-01T00:00:00.200Z',
      resolvedAt: null,
      automatic: false,
      postmortem: null,
      url: 'https://status.scopien.com/incidents/inc_200',
      updates: [{ id: 'upd_200', body: 'We look into it.', html: '<p>We look into it.</p>' }],
    })
    expect(await problem('/api/incidents/inc_9')).toBe('DATA_001 No incident has the id "inc_9".')
  })
})

describe('/api/maintenance', () => {
  test('is given page by page, each with where the next one is', async () => {
    const first = await open().demand.find('/api/maintenance', 'state=in_progress&limit=1')
    const { maintenance, nextCursor } = JSON.parse(String(first?.body))
    expect(maintenance).toMatchObject([{ id: 'mnt_1', state: 'in_progress' }])
    expect(first?.link).toContain(`limit=1&state=in_progress&cursor=${nextCursor}>; rel="next"`)
  })

  test('a state that there is not is refused', async () =>
    expect(await open().problem('/api/maintenance', 'state=open')).toMatch(/^BAD_REQUEST state: expected scheduled/))

  test('one is told alone', async () => {
    expect(await open().ask('/api/maintenance/mnt_2')).toMatchObject({ id: 'mnt_2', events: [] })
    expect(await open().problem('/api/maintenance/mnt_9')).toBe('DATA_001 No maintenance has the id "mnt_9".')
  })
})
