import { describe, expect, test } from 'vitest'
import { readConfiguration } from '../../../probes/configuration/read.ts'
import { faultsOf } from './texts.ts'

const DAY = 86_400_000
const fileOf = (slo: string) => `page: { name: Scopien }\ncomponents: [{ id: api, name: API, slo: ${slo} }]`
const sloOf = (slo: string) => readConfiguration(fileOf(slo), {}, 'status.yaml').components[0]?.slo

describe('slo', () => {
  test.each([
    ['{ objective: 99.9 }', { objective: 0.999, periodMs: 30 * DAY, public: false }],
    ['{ objective: 99.95, period: 7d, public: true }', { objective: 0.9995, periodMs: 7 * DAY, public: true }],
    ['{ objective: 57.1, period: 90d }', { objective: 0.571, periodMs: 90 * DAY, public: false }],
  ])('%s is read', (written, slo) => expect(sloOf(written)).toEqual(slo))

  test('may be left out', () =>
    expect(
      readConfiguration('page: { name: Scopien }\ncomponents: [{ id: api, name: API }]', {}, 'status.yaml'),
    ).toMatchObject({ components: [{ slo: null }] }))

  test.each([
    ['{}', 'components[0].slo.objective: expected a number, got nothing'],
    [
      '{ objective: 100 }',
      'components[0].slo.objective: expected a percentage between 0 and 100, such as 99.9, got 100',
    ],
    ['{ objective: 0 }', 'components[0].slo.objective: expected a percentage between 0 and 100, such as 99.9, got 0'],
    ['{ objective: 99, period: 36h }', 'components[0].slo.period: expected whole days, from 1d to 90d, got "36h"'],
    ['{ objective: 99, period: 91d }', 'components[0].slo.period: expected whole days, from 1d to 90d, got "91d"'],
    ['{ objective: 99, window: 7d }', 'components[0].slo.window: expected no such key, got "window"'],
  ])('%s is refused', (written, fault) => expect(faultsOf(fileOf(written))).toEqual([fault]))
})
