import { STATUSES, type Status } from '#domain/status.ts'

const IDS = ['api', 'dashboard', 'salesforce_sync', 'ai_assistant'] as const
const FROM = `job="scopien-status",instance="status:3000"`

/** What is scraped of a server, and which alerts are to fire of it; each as `name component` where it is of one. */
export interface Scenario {
  /** How far apart samples are. */
  interval: string
  /** When it is looked at. */
  at: string
  series: { series: string; values: string }[]
  firing: string[]
}

/** So many samples of one status, one after the other; the last is held. */
type Spell = readonly [status: Status | 'absent', samples: number]

/** What is exposed of a component. */
export interface Component {
  page: readonly Spell[]
  /** What its checks say; the same unless said. */
  checks?: readonly Spell[]
  evidenceAge?: string
}

/** A value that stays, as promtool writes it; longer than any scenario. */
export const still = (value: number) => `${value}x2000`
/** A counter that grows by so much from sample to sample. */
export const growing = (by: number) => `0+${by}x2000`

/** Operational, and then so for ever. */
export const becoming = (status: Spell[0], after = 10): Spell[] => [
  ['operational', after],
  [status, 2000],
]

/** Operational but for so many samples. */
export const once = (status: Spell[0], after: number, samples: number): Spell[] => [
  ['operational', after],
  [status, samples],
  ['operational', 2000],
]

const WELL: Component = { page: becoming('operational') }

/** One series for each status: 1 while it is the one that holds. */
function statusSeries(metric: string, id: string, spells: readonly Spell[]) {
  const held = (status: Spell[0], one: Status) => (status === one ? 1 : 0)
  return STATUSES.map((one) => ({
    series: `${metric}{${FROM},component="${id}",status="${one}"}`,
    values: spells
      .map(([status, samples]) =>
        status === 'absent' ? `stale${' _'.repeat(samples - 1)}` : `${held(status, one)}x${samples - 1}`,
      )
      .join(' '),
  }))
}

function componentSeries(id: string, { page, checks = page, evidenceAge = still(12) }: Component) {
  return [
    ...statusSeries('status_component_status', id, page),
    ...statusSeries('status_component_raw_status', id, checks),
    ...(evidenceAge ? [{ series: `status_evidence_age_seconds{${FROM},component="${id}"}`, values: evidenceAge }] : []),
  ]
}

/** A server of which all is well, but for what is said. */
export function scenario({
  interval = '15s',
  at = '30m',
  components = {},
  others = {},
  firing = [],
}: Partial<Pick<Scenario, 'interval' | 'at' | 'firing'>> & {
  components?: Readonly<Record<string, Component>>
  /** Values of other series, by their metric or the ending of slots; without any there is none. */
  others?: Readonly<Record<string, string>>
}): Scenario {
  const check = `${FROM},check="api-health",region="local"`
  const usual: Record<string, readonly [labels: string, values: string]> = {
    up: [FROM, still(1)],
    done: [`${check},ending="done"`, growing(10)],
    late: [`${check},ending="late"`, still(0)],
    missed: [`${check},ending="missed"`, still(0)],
    probe_ssl_earliest_cert_expiry: [`${check},component="api"`, still(90 * 86_400)],
    status_slo_error_budget_remaining_ratio: [`${FROM},component="api"`, still(0.9)],
    status_results_dropped_total: [FROM, still(0)],
    status_render_failures_total: [FROM, still(3)],
    status_backup_last_success_timestamp_seconds: [FROM, ''],
    status_backup_failures_total: [FROM, ''],
    process_start_time_seconds: [FROM, ''],
  }
  const rest = Object.entries(usual).flatMap(([name, [labels, byDefault]]) => {
    const values = others[name] ?? byDefault
    const metric = ['done', 'late', 'missed'].includes(name) ? 'status_check_slots_total' : name
    return values ? [{ series: `${metric}{${labels}}`, values }] : []
  })
  const all: Record<string, Component> = { ...Object.fromEntries(IDS.map((id) => [id, WELL])), ...components }
  const ofComponents = Object.entries(all).flatMap(([id, component]) => componentSeries(id, component))
  return { interval, at, firing, series: [...ofComponents, ...rest] }
}

/** A server of which Prometheus knows no more than whether it could be scraped. */
export function bare(up: number | null, firing: string[]): Scenario {
  const series = up === null ? [] : [{ series: `up{${FROM}}`, values: still(up) }]
  return { interval: '15s', at: '30m', series, firing }
}
