/** What a panel draws: an expression, and what its series are called. */
export interface Query {
  expr: string
  legend: string
}

/** A panel as it is thought of; `dashboard.ts` makes of it what Grafana reads. */
export interface Panel {
  title: string
  description: string
  type: 'state-timeline' | 'timeseries' | 'bargauge'
  /** Grafana's name of a unit. */
  unit: 'none' | 'percentunit' | 's' | 'bytes' | 'reqps' | 'short' | 'dateTimeFromNow' | 'd'
  /** Of 24 columns. */
  width: 6 | 8 | 12 | 24
  queries: readonly Query[]
  /** The colour of values from each bound on, lowest first; below the first it is red. Grafana would have 80 be red. */
  bounds?: readonly (readonly [from: number, color: 'yellow' | 'green'])[]
  /** Words and colours of values. */
  words?: Readonly<Record<number, readonly [text: string, color: string]>>
}

/** Panels under one heading. */
export interface Row {
  title: string
  panels: readonly Panel[]
}
