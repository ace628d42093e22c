import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dashboardFile } from '../../../api/generate/dashboard.ts'
import { type Claim, typeFaults } from '../../type-faults.ts'

const TYPE = `import('${resolve('test/api/generate/grafana-dashboard.ts')}').GrafanaDashboard`
const dashboard = () => JSON.parse(dashboardFile('Scopien', 'scopien-status'))

/** A dashboard with something else in its first panel. */
function withPanel(changes: object): object {
  const { panels, ...rest } = dashboard()
  const [heading, panel, ...others] = panels
  return { ...rest, panels: [heading, { ...panel, ...changes }, ...others] }
}

describe('the dashboard', () => {
  test("is of Grafana's types, without a key or a value that it does not know", () =>
    expect(typeFaults([[dashboard(), TYPE]])).toEqual([]))

  test('would be found out otherwise', () => {
    const wrong = [
      ...[{ type: 'status' }, { options: { displayMode: 'basic' } }, { options: { showValue: 'sometimes' } }],
      ...[{ targets: [{ expr: 'up', legendFormat: '' }] }, { gridpos: {} }],
    ]
    const faults = typeFaults(wrong.map((changes): Claim => [withPanel(changes), TYPE])).join('\n')
    for (const said of ['"status"', '"displayMode"', '"sometimes"', "'refId'", '"gridpos"'])
      expect(faults).toContain(said)
  })
})
