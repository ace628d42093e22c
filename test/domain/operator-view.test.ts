import { describe, expect, test } from 'vitest'
import { toOperatorView } from '#domain/operator-view.ts'
import { toPublicView } from '#domain/public-view.ts'
import { componentOf, factsOf, incidentOf, NOW, occurrenceOf } from '../facts.ts'

const HOUR = 3_600_000

const facts = factsOf([componentOf('api'), componentOf('vault', { private: true }), componentOf('sync')], {
  incidents: [
    incidentOf('inc_1', NOW - 3),
    incidentOf('inc_2', NOW - 2, { private: true }),
    incidentOf('inc_3', NOW - 1, { draft: true }),
  ],
  occurrences: [
    occurrenceOf('mnt_vault', NOW + HOUR, { components: ['vault'] }),
    occurrenceOf('mnt_api', NOW + 2 * HOUR),
  ],
})
const view = toPublicView(facts, NOW)
const operators = toOperatorView(facts, view)

describe('toOperatorView', () => {
  test('has every component in configured order, the public ones as the view has them', () => {
    expect(operators.components.map(({ id, status }) => [id, status])).toEqual([
      ['api', 'operational'],
      ['vault', 'operational'],
      ['sync', 'operational'],
    ])
    expect(operators.components.filter(({ id }) => id !== 'vault')).toEqual(view.components)
  })

  test('has private incidents and no drafts', () => expect(operators.incidents).toHaveLength(2))

  test('has the work on private components', () =>
    expect(operators.maintenance.map(({ startsAt }) => startsAt)).toEqual([NOW + HOUR, NOW + 2 * HOUR]))

  test('leaves the view as it is', () => expect(toPublicView(facts, NOW)).toEqual(view))
})
