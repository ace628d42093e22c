import type { Dashboard, DataQuery, Panel, RowPanel } from '@grafana/schema'
import type { Options as BarGauge } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen'
import type { Options as StateTimeline } from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen'
import type { Options as TimeSeries } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen'

/** A dashboard as JSON, by Grafana's own types, with the kinds of panels that ours has. */
export interface GrafanaDashboard extends Json<Omit<Dashboard, 'panels'>> {
  panels: (
    | Row
    | PanelOf<'bargauge', BarGauge>
    | PanelOf<'state-timeline', StateTimeline>
    | PanelOf<'timeseries', TimeSeries>
  )[]
}

type Row = Json<Omit<RowPanel, 'type' | 'panels'>> & { type: 'row'; panels: [] }

type PanelOf<Type, Options> = Json<Omit<Panel, 'type' | 'options' | 'targets'>> & {
  type: Type
  /** What is left out is as a new panel has it. */
  options: Partial<Json<Options>>
  targets: PrometheusQuery[]
}

/** Prometheus' part of a query is in none of Grafana's types for others. */
type PrometheusQuery = DataQuery & { expr: string; legendFormat: string; instant?: boolean; range?: boolean }

/** A type as JSON has it: with the values of enumerations instead of their names. */
type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer N extends number}`
      ? N
      : never
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T
