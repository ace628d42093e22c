import { describe, expect, test } from 'vitest'
import { incidentsOf, maintenanceOf } from '../../site/of-component.ts'
import { HOUR, makeIncident, makeOccurrence, makeUpdate, NOW } from './view.ts'

const API = { id: 'api', name: 'API', impact: 'major_outage' } as const
const SYNC = { id: 'sync', name: 'Sync', impact: 'partial_outage' } as const

describe('incidentsOf', () => {
  test.each([
    ['names it now', { components: [API, SYNC], updates: [] }, 1],
    ['named it in an update', { components: [SYNC], updates: [makeUpdate({ components: [API] })] }, 1],
    ['never named it', { components: [SYNC], updates: [makeUpdate({ components: [SYNC] })] }, 0],
  ])('one that %s is or is not among them', (_, incident, count) =>
    expect(incidentsOf({ incidents: [makeIncident(incident)] }, 'api')).toHaveLength(count),
  )
})

describe('maintenanceOf', () => {
  const past = [3, 2].map((days) =>
    makeOccurrence({ id: `mnt_${days}`, startsAt: NOW - days * 24 * HOUR, endsAt: NOW - days * 24 * HOUR + HOUR }),
  )
  const coming = makeOccurrence({ id: 'mnt_next' })
  const later = makeOccurrence({ id: 'mnt_later', components: [{ id: 'sync', name: 'Sync' }] })

  test('is what is to come, then what is past, newest first, of that component only', () =>
    expect(
      maintenanceOf({ at: NOW, maintenance: [coming, later], occurrences: [...past, coming, later] }, 'api').map(
        ({ id }) => id,
      ),
    ).toEqual(['mnt_next', 'mnt_2', 'mnt_3']))
})
