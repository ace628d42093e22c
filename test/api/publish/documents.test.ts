import { describe, expect, test } from 'vitest'
import { toMaintenanceDocument } from '../../../api/publish/maintenance-document.ts'
import { toStatusDocument } from '../../../api/publish/status-document.ts'
import { makeComponent, makeView } from '../../site/view.ts'

const SERVICES = ['api', 'dashboard', 'salesforce_sync', 'ai_assistant']
const view = makeView({ components: SERVICES.map((id) => makeComponent({ id })) })

describe('toStatusDocument', () => {
  test('it has the two keys of the guide in their order, services as configured', () => {
    expect(toStatusDocument(view)).toBe(
      '{"status":"operational","services":{"api":"operational","dashboard":"operational","salesforce_sync":"operational","ai_assistant":"operational"}}',
    )
  })
})

describe('toMaintenanceDocument', () => {
  const occurrence = {
    id: 'mnt_7q0d',
    seriesId: 'ser_1b5z',
    title: 'Monthly maintenance',
    description: '',
    html: '',
    state: 'scheduled' as const,
    startsAt: Date.UTC(2026, 11, 6, 7),
    endsAt: Date.UTC(2026, 11, 6, 9),
    timezone: 'America/New_York',
    components: [{ id: 'api', name: 'API' }],
    expect: ['API requests may fail'],
    announcedAt: Date.UTC(2026, 10, 29, 7),
    movedFrom: null,
    extendedFrom: null,
    cancelledAt: null,
    events: [{ id: 'evt_1', kind: 'announced' as const, at: Date.UTC(2026, 10, 29, 7) }],
  }
  const documentOf = (state: 'scheduled' | 'in_progress') =>
    JSON.parse(toMaintenanceDocument({ ...view, maintenance: [{ ...occurrence, state }] }))

  test('an occurrence is told with its times in UTC', () => {
    expect(documentOf('scheduled')).toEqual({
      maintenance: [
        {
          id: 'mnt_7q0d',
          seriesId: 'ser_1b5z',
          title: 'Monthly maintenance',
          description: '',
          html: '',
          state: 'scheduled',
          startsAt: '2026-12-06T07:00:00.000Z',
          endsAt: '2026-12-06T09:00:00.000Z',
          timezone: 'America/New_York',
          movedFrom: null,
          extendedFrom: null,
          components: ['api'],
          expect: ['API requests may fail'],
          announcedAt: '2026-11-29T07:00:00.000Z',
          startedAt: null,
          endedAt: null,
          cancelledAt: null,
          events: [{ id: 'evt_1', kind: 'announced', at: '2026-11-29T07:00:00.000Z' }],
          url: `${view.page.url}/maintenance/mnt_7q0d`,
        },
      ],
      nextCursor: null,
    })
  })

  test('one in progress says when it started', () => {
    expect(documentOf('in_progress').maintenance[0]).toMatchObject({
      startedAt: '2026-12-06T07:00:00.000Z',
      endedAt: null,
    })
  })
})
