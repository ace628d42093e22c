import { componentRows } from './dashboard-rows.ts'
import type { Panel, Row } from './panel.ts'
import { probeRows } from './probe-rows.ts'
import { selectorOf } from './selector.ts'
import { serverRows } from './server-rows.ts'

const COLUMNS = 24
const HEIGHT = 8
const SOURCE = { type: 'prometheus', uid: '${datasource}' } as const

/** Every row of the dashboard; a variable of it holds the name of the job. */
export function dashboardRows(): Row[] {
  const select = selectorOf('$job')
  return [...componentRows(select), ...probeRows(select), ...serverRows(select)]
}

/** A dashboard for Grafana 10 or later, to be imported. */
export function dashboardFile(name: string, job: string): string {
  return `${JSON.stringify(
    {
      uid: 'scopien-status',
      title: `${name} status`,
      tags: ['status-page'],
      schemaVersion: 39,
      version: 1,
      editable: true,
      refresh: '30s',
      time: { from: 'now-6h', to: 'now' },
      timezone: 'browser',
      graphTooltip: 1,
      templating: { list: [datasourceVariable, jobVariable(job)] },
      annotations: { list: [] },
      panels: laidOut(dashboardRows()),
    },
    null,
    2,
  )}\n`
}

const datasourceVariable = {
  ...{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
  ...{ hide: 0, multi: false, includeAll: false, options: [], refresh: 1, regex: '' },
}

function jobVariable(job: string) {
  return {
    ...{
      name: 'job',
      label: 'Job',
      type: 'query',
      datasource: SOURCE,
      query: { query: 'label_values(status_component_status, job)', refId: 'job' },
    },
    ...{
      current: { text: job, value: job },
      hide: 0,
      multi: false,
      includeAll: false,
      options: [],
      refresh: 2,
      regex: '',
    },
  }
}

/** Headings and panels from left to right, from top to bottom. */
function laidOut(rows: readonly Row[]): object[] {
  const all: object[] = []
  let y = 0
  for (const { title, panels } of rows) {
    all.push({
      id: all.length + 1,
      type: 'row',
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y: y++, w: COLUMNS, h: 1 },
    })
    let x = 0
    for (const panel of panels) {
      if (x + panel.width > COLUMNS) {
        x = 0
        y += HEIGHT
      }
      all.push(toPanel(panel, all.length + 1, { x, y, w: panel.width, h: HEIGHT }))
      x += panel.width
    }
    y += HEIGHT
  }
  return all
}

function toPanel(
  { title, description, type, unit, queries, words, bounds }: Panel,
  id: number,
  gridPos: object,
): object {
  const isOfNow = type === 'bargauge'
  return {
    ...{ id, type, title, description, gridPos, datasource: SOURCE },
    fieldConfig: {
      defaults: {
        unit,
        ...(isOfNow && unit === 'percentunit' && { min: 0, max: 1 }),
        ...(bounds && { color: { mode: 'thresholds' }, thresholds: thresholdsOf(bounds) }),
        ...(words && { mappings: [mappingOf(words)] }),
      },
      overrides: [],
    },
    options: isOfNow ? GAUGE : type === 'state-timeline' ? STATES : {},
    targets: queries.map(({ expr, legend }, index) => ({
      ...{ refId: String.fromCharCode(65 + index), datasource: SOURCE, expr, legendFormat: legend },
      ...(isOfNow && { instant: true, range: false }),
    })),
  }
}

const GAUGE = {
  orientation: 'horizontal',
  displayMode: 'basic',
  reduceOptions: { calcs: ['lastNotNull'], values: false },
}
const STATES = { mergeValues: true, showValue: 'auto', rowHeight: 0.8 }

function thresholdsOf(bounds: NonNullable<Panel['bounds']>): object {
  return {
    mode: 'absolute',
    steps: [{ color: 'red', value: null }, ...bounds.map(([value, color]) => ({ color, value }))],
  }
}

function mappingOf(words: NonNullable<Panel['words']>): object {
  const options = Object.entries(words).map(([value, [text, color]], index) => [value, { text, color, index }])
  return { type: 'value', options: Object.fromEntries(options) }
}
