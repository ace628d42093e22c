import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../db/open-test-database.ts'
import { openDesk } from '../operators/desk.ts'

const WINDOW = { title: 'Upgrade', components: ['api'], startsAt: '2026-12-06T02:00', durationMinutes: 120 }

describe.each(DIALECTS)('what not every database can keep, on %s', (_dialect, open) => {
  test.each([
    ['GET', '/api/incidents/%00'],
    ['PATCH', '/api/incidents/%00'],
    ['POST', '/api/incidents/inc_%00/publish'],
    ['GET', '/api/maintenance/%00'],
    ['POST', '/api/maintenance/%00/end'],
    ['GET', '/api/maintenance/series/%00'],
    ['POST', '/api/maintenance/series/%00/cancel'],
  ])('is nobody’s id: %s %s', async (method, path) => {
    const { ask } = await openDesk(await open())
    const body = method === 'PATCH' ? { title: 'T' } : undefined
    expect(await ask(method, path, { body })).toMatchObject({ status: 404, body: { code: 'DATA_001' } })
  })

  test('was never done anything to', async () => {
    const { ask } = await openDesk(await open())
    expect(await ask('GET', '/api/audit?subject=%00')).toMatchObject({ status: 200, body: { entries: [] } })
  })

  test('is replaced in texts', async () => {
    const { ask } = await openDesk(await open())
    const incident = { title: 'One \ud800', message: 'Two \0 \udfff' }
    const opened = await ask('POST', '/api/incidents', { body: incident })
    expect(opened).toMatchObject({
      status: 201,
      body: { title: 'One \ufffd', updates: [{ body: 'Two \ufffd \ufffd' }] },
    })
    expect((await ask('GET', `/api/incidents/${opened.body.id}`)).body).toEqual(opened.body)

    const work = { ...WINDOW, description: 'Three \0', expect: ['Four \ud800'] }
    const planned = await ask('POST', '/api/maintenance', { body: work })
    expect(planned).toMatchObject({ status: 201, body: { description: 'Three \ufffd', expect: ['Four \ufffd'] } })
    expect((await ask('GET', `/api/maintenance/${planned.body.id}`)).body).toEqual(planned.body)
  })
})
