import { describe, expect, test } from 'vitest'
import { openDemand } from './open-demand.ts'

describe('/api/incidents', () => {
  /** Every id, page by page. */
  async function idsOf(search: string): Promise<string[][]> {
    const { demand } = openDemand()
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
    expect(await openDemand().problem('/api/incidents', search)).toMatch(
      new RegExp(`^BAD_REQUEST ${parameter}: expected`),
    )
  })

  test('one is told alone', async () => {
    const { ask, problem } = openDemand()
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
    const first = await openDemand().demand.find('/api/maintenance', 'state=in_progress&limit=1')
    const { maintenance, nextCursor } = JSON.parse(String(first?.body))
    expect(maintenance).toMatchObject([{ id: 'mnt_1', state: 'in_progress' }])
    expect(first?.link).toContain(`limit=1&state=in_progress&cursor=${nextCursor}>; rel="next"`)
  })

  test('a state that there is not is refused', async () =>
    expect(await openDemand().problem('/api/maintenance', 'state=open')).toMatch(
      /^BAD_REQUEST state: expected scheduled/,
    ))

  test('one is told alone', async () => {
    expect(await openDemand().ask('/api/maintenance/mnt_2')).toMatchObject({ id: 'mnt_2', events: [] })
    expect(await openDemand().problem('/api/maintenance/mnt_9')).toBe('DATA_001 No maintenance has the id "mnt_9".')
  })
})
