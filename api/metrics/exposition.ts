import { Registry } from 'prom-client'
import { createTextBytes } from './text-bytes.ts'

/** Whom a scrape is for: whoever asks, or one who may read what is private too. */
export type Audience = 'public' | 'all'

export type MetricsForm = 'prometheus' | 'openmetrics'

/** One of what a bucket has counted, with the trace that tells of it. */
export interface Exemplar {
  traceId: string
  value: number
  /** Ms since the epoch. */
  at: number
}

/**
 * Adds a sample: its labels as they are printed, its value, what its name has after that of the family, and an exemplar
 * of it, which only OpenMetrics has a place for.
 */
export type AddSample = (labels: string, value: number, suffix?: string, exemplar?: Exemplar | undefined) => void

/** All series of one name. */
export interface Family {
  /** That of a counter ends in `_total`. */
  name: string
  help: string
  type: 'gauge' | 'counter' | 'histogram' | 'summary'
  /** Adds the samples that somebody may read, as they are at this moment. */
  collect: (add: AddSample, audience: Audience) => void
}

const TYPES: Readonly<Record<MetricsForm, string>> = {
  prometheus: Registry.PROMETHEUS_CONTENT_TYPE,
  openmetrics: Registry.OPENMETRICS_CONTENT_TYPE,
}

export function contentTypeOf(form: MetricsForm): string {
  return TYPES[form]
}

/** Writes what is scraped. */
export type Writer = (families: readonly Family[], form: MetricsForm, audience: Audience) => Buffer<ArrayBuffer>

/**
 * Makes a writer. A hundred components have ten thousand samples: prom-client's own writer takes five times as long as a
 * whole scrape may.
 */
export function createWriter(): Writer {
  const write = createTextBytes()
  return (families, form, audience) =>
    write((add) => {
      for (const { name, help, type, collect } of families) {
        const isBare = form === 'openmetrics' && type === 'counter'
        const described = isBare ? name.replace(/_total$/, '') : name
        add(`# HELP ${described} ${help}\n# TYPE ${described} ${type}\n`)
        collect((labels, value, suffix = '', exemplar) => {
          const example = exemplar && form === 'openmetrics' ? exemplarText(exemplar) : ''
          add(`${name}${suffix}${labels === '' ? '' : `{${labels}}`} ${numberText(value)}${example}\n`)
        }, audience)
      }
      if (form === 'openmetrics') add('# EOF\n')
    })
}

/** Labels as they are printed: `check="health",region="local"`. */
export function labelText(labels: Readonly<Record<string, string | number>>): string {
  return Object.entries(labels)
    .map(([name, value]) => oneLabel(name, String(value)))
    .join(',')
}

/** One label as it is printed. */
export function oneLabel(name: string, value: string): string {
  return `${name}="${escaped(value)}"`
}

/** As it stands after a sample (OpenMetrics 1.0): its label, its value, and when that was, in seconds. */
function exemplarText({ traceId, value, at }: Exemplar): string {
  return ` # {${oneLabel('trace_id', traceId)}} ${numberText(value)} ${numberText(at / 1000)}`
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}

function escaped(value: string): string {
  if (!/[\\\n"]/.test(value)) return value
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
