import { describe, expect, test } from 'vitest'
import { maintenanceGroups } from '../../site/maintenance-groups.ts'
import { HOUR, makeOccurrence, NOW } from './view.ts'

const at = (id: string, hours: number, state: 'scheduled' | 'in_progress' | 'completed' | 'cancelled', lasting = 2) =>
  makeOccurrence({ id, state, startsAt: NOW + hours * HOUR, endsAt: NOW + (hours + lasting) * HOUR })

const groups = maintenanceGroups({
  at: NOW,
  occurrences: [
    at('old', -90, 'completed'),
    at('called_off', -50, 'cancelled'),
    at('long', -3, 'in_progress', 9),
    at('short', -1, 'in_progress'),
    at('coming_off', 4, 'cancelled'),
    ...Array.from({ length: 25 }, (_, n) => at(`next_${n}`, 30 + n, 'scheduled')),
  ],
})
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id)

describe('maintenanceGroups', () => {
  test('what is in progress ends soonest first', () => expect(ids(groups.present)).toEqual(['short', 'long']))

  test('what was called off stays where it was planned', () => {
    expect(ids(groups.coming).slice(0, 2)).toEqual(['coming_off', 'next_0'])
    expect(ids(groups.past)).toEqual(['called_off', 'old'])
  })

  test('of what is to come the soonest are told, and how many more there are', () =>
    expect([groups.coming.length, groups.more]).toEqual([24, 2]))
})
