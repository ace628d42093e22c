import { STATUSES, type Status } from '#domain/status.ts'

export const JOB = 'scopien-status'
const IDS = ['api', 'dashboard', 'salesforce_sync', 'ai_assistant'] as const
const FROM = `job="${JOB}",instance="status:3000"`

/** What is scraped of a server, and which alerts are to fire of it; each as `name component` where it is of one. */
export interface Scenario {
  /** How far apart samples are. */
  interval: string
  /** When it is looked at. */
  at: string
  series: { series: string; values: string }[]
  firing: string[]
}

/** A value that stays, as promtool writes it; longer than any scenario. */
const still = (value: number) => `${value}x2000`
/** A counter that grows by so much from sample to sample. */
const growing = (by: number) => `0+${by}x2000`

interface Component {
  status: Status
  /** What its checks say; the status unless said. */
  raw?: Status
  /** Before the status it is operational for so many samples, after it again. */
  from?: number
  lasts?: number
  evidenceAge?: string
}

/** One series for each status: 1 while it is the one that holds. */
function statusSeries(metric: string, id: string, status: Status, { from = 10, lasts = 2000 }: Component) {
  return STATUSES.map((one) => {
    const [before, during] = [one === 'operational' ? 1 : 0, one === status ? 1 : 0]
    const values = `${before}x${from - 1} ${during}x${lasts - 1} ${still(before)}`
    return { series: `${metric}{${FROM},component="${id}",status="${one}"}`, values }
  })
}

function componentSeries(id: string, component: Component) {
  const { status, raw = status, evidenceAge = still(12) } = component
  return [
    ...statusSeries('status_component_status', id, status, component),
    ...statusSeries('status_component_raw_status', id, raw, component),
    { series: `status_evidence_age_seconds{${FROM},component="${id}"}`, values: evidenceAge },
  ]
}

const WELL: Component = { status: 'operational' }

/** A server of which all is well, but for what is said. */
function scenario({
  interval = '15s',
  at = '1h',
  components = {},
  others = {},
  firing,
}: Partial<Pick<Scenario, 'interval' | 'at'>> & {
  components?: Partial<Record<(typeof IDS)[number], Component>>
  /** Values of other series, by their metric. */
  others?: Readonly<Record<string, string | null>>
  firing: string[]
}): Scenario {
  const check = `${FROM},check="api-health",region="local"`
  const rest: Record<string, readonly [labels: string, values: string]> = {
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
  }
  const series = Object.entries(rest).flatMap(([name, [labels, usual]]) => {
    const values = others[name] === undefined ? usual : others[name]
    const metric = ['done', 'late', 'missed'].includes(name) ? 'status_check_slots_total' : name
    return values ? [{ series: `${metric}{${labels}}`, values }] : []
  })
  return {
    interval,
    at,
    firing,
    series: [...IDS.flatMap((id) => componentSeries(id, components[id] ?? WELL)), ...series],
  }
}

const BURNING = ['StatusBudgetBurns api', 'StatusBudgetBurnsFast api']
/** Evidence that ages from the tenth sample on. */
const AGING = `12x9 12+15x2000`
const SILENT: Component = { status: 'unknown', from: 17, evidenceAge: AGING }

/** Each alert when it must fire, and what must not raise any. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'all is well, and no backups are taken': scenario({ firing: [] }),
  'a component is down': scenario({
    components: { api: { status: 'major_outage' } },
    firing: [...BURNING, 'StatusComponentDown api'],
  }),
  'a component is partly down': scenario({
    components: { api: { status: 'partial_outage' } },
    firing: [...BURNING, 'StatusComponentPartlyDown api'],
  }),
  'a component is slow': scenario({ components: { api: { status: 'degraded_performance' } }, firing: [] }),
  'a component fails under maintenance': scenario({
    components: { api: { status: 'under_maintenance', raw: 'major_outage' } },
    firing: [],
  }),
  'people tell of an outage that no check sees': scenario({
    components: { api: { status: 'major_outage', raw: 'operational' } },
    firing: BURNING,
  }),
  'an outage of two minutes was over a quarter of an hour ago': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { status: 'major_outage', from: 6 * 60 - 17, lasts: 2 } },
    firing: ['StatusBudgetBurns api'],
  }),
  'an outage of half an hour was over an hour ago, in six': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { status: 'major_outage', from: 4.5 * 60, lasts: 30 } },
    firing: ['StatusBudgetBurns api'],
  }),
  'five minutes are lost in three days, two hours ago': scenario({
    interval: '5m',
    at: '3d',
    components: { api: { status: 'major_outage', from: 3 * 288 - 30, lasts: 1 } },
    firing: ['StatusBudgetBurns api'],
  }),
  'less is lost in three days than is promised': scenario({
    interval: '5m',
    at: '3d',
    components: { salesforce_sync: { status: 'partial_outage', from: 3 * 288 - 3, lasts: 1 } },
    firing: [],
  }),
  'the prober stands still': scenario({
    components: { api: SILENT, dashboard: SILENT, salesforce_sync: SILENT, ai_assistant: SILENT },
    others: { done: `0+10x9 ${still(90)}` },
    firing: ['ai_assistant', 'api', 'dashboard', 'salesforce_sync'].map((id) => `StatusEvidenceStale ${id}`),
  }),
  'nothing is known of a component in maintenance': scenario({
    components: { dashboard: { status: 'under_maintenance', raw: 'unknown' } },
    firing: ['StatusEvidenceStale dashboard'],
  }),
  'evidence ages while what is published stands still': scenario({
    components: { dashboard: { ...WELL, evidenceAge: AGING } },
    firing: ['StatusEvidenceStale dashboard'],
  }),
  'evidence is as old as it is before every probe': scenario({
    components: { dashboard: { ...WELL, evidenceAge: still(95) } },
    firing: [],
  }),
  'one probe in ten is not asked': scenario({ others: { missed: growing(1) }, firing: ['StatusProbesMissed'] }),
  'one probe in ten is asked late': scenario({ others: { late: growing(1) }, firing: ['StatusProbesLate'] }),
  'a certificate ends in ten days': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(10 * 86_400) },
    firing: ['StatusCertificateNearEnd api'],
  }),
  'a certificate ends tomorrow': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(86_400) },
    firing: ['StatusCertificateEnds api', 'StatusCertificateNearEnd api'],
  }),
  'more than the budget is spent': scenario({
    others: { status_slo_error_budget_remaining_ratio: still(-0.01) },
    firing: ['StatusBudgetSpent api'],
  }),
  'the newest backup is of ten hours ago': scenario({
    at: '10h',
    interval: '1m',
    others: { status_backup_last_success_timestamp_seconds: still(0) },
    firing: [],
  }),
  'the newest backup is of fourteen hours ago': scenario({
    at: '14h',
    interval: '1m',
    others: { status_backup_last_success_timestamp_seconds: still(0) },
    firing: ['StatusBackupTooOld'],
  }),
  'a backup failed, and the next did not': scenario({
    others: { status_backup_last_success_timestamp_seconds: still(0), status_backup_failures_total: still(1) },
    firing: [],
  }),
  'a backup failed, and there never was another': scenario({
    others: { status_backup_failures_total: still(1) },
    firing: ['StatusBackupTooOld'],
  }),
  'results are lost': scenario({ others: { status_results_dropped_total: growing(5) }, firing: ['StatusResultsLost'] }),
  'documents are not rendered': scenario({
    others: { status_render_failures_total: growing(1) },
    firing: ['StatusDocumentsOutdated'],
  }),
  'the server cannot be scraped': {
    interval: '15s',
    at: '1h',
    series: [{ series: `up{${FROM}}`, values: still(0) }],
    firing: ['StatusServerDown'],
  },
  'there is no server': { interval: '15s', at: '1h', series: [], firing: ['StatusServerDown'] },
}
