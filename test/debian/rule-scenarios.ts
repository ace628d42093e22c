import { bare, becoming, type Component, growing, once, type Scenario, scenario, still } from './rule-series.ts'

const BURNING = ['StatusBudgetBurns api', 'StatusBudgetBurnsFast api']
/** Evidence that ages from the tenth sample on. */
const AGING = `12x9 12+15x2000`
const SILENT: Component = { page: becoming('unknown', 17), evidenceAge: AGING }
const NEVER_HEARD = (samplesAgo: number): Component => ({
  page: [
    ['absent', 120 - samplesAgo],
    ['unknown', 2000],
  ],
  evidenceAge: '',
})

/** Each alert when it must fire, and what must not raise any. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'all is well, and no backups are taken': scenario({}),
  'a component is down': scenario({
    components: { api: { page: becoming('major_outage') } },
    firing: [...BURNING, 'StatusComponentDown api'],
  }),
  'a component is partly down': scenario({
    components: { api: { page: becoming('partial_outage') } },
    firing: [...BURNING, 'StatusComponentPartlyDown api'],
  }),
  'a component is slow': scenario({ components: { api: { page: becoming('degraded_performance') } } }),
  'components fail under maintenance': scenario({
    components: {
      api: { page: becoming('under_maintenance'), checks: becoming('major_outage') },
      dashboard: { page: becoming('under_maintenance'), checks: becoming('partial_outage') },
    },
  }),
  'people tell of an outage that no check sees': scenario({
    components: { api: { page: becoming('major_outage'), checks: becoming('operational') } },
    firing: BURNING,
  }),
  'a component is down that came after the rules were made': scenario({
    components: { billing: { page: becoming('major_outage') } },
    firing: ['StatusComponentDown billing'],
  }),
  'a component was taken away while it was down': scenario({
    components: {
      dashboard: {
        page: [
          ['major_outage', 20],
          ['absent', 10],
        ],
        evidenceAge: '12x19 stale',
      },
    },
    // What it lost is in the window until that has passed.
    firing: ['StatusBudgetBurns dashboard', 'StatusBudgetBurnsFast dashboard'],
  }),
  'an outage of two minutes was over a quarter of an hour ago': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { page: once('major_outage', 6 * 60 - 17, 2) } },
    firing: ['StatusBudgetBurns api'],
  }),
  'an outage of half an hour was over an hour ago, in six': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { page: once('major_outage', 4.5 * 60, 30) } },
    firing: ['StatusBudgetBurns api'],
  }),
  'an outage of half an hour ended three minutes ago': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { page: once('major_outage', 6 * 60 - 32, 30) } },
    firing: BURNING,
  }),
  'an outage of half an hour ended twenty minutes ago': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { api: { page: once('major_outage', 6 * 60 - 49, 30) } },
    firing: BURNING,
  }),
  'a component has been partly down for four minutes': scenario({
    ...{ at: '6h', interval: '1m' },
    components: { salesforce_sync: { page: becoming('partial_outage', 6 * 60 - 3) } },
    firing: ['StatusComponentPartlyDown salesforce_sync'],
  }),
  'a quarter of an hour is lost in three days, over two hours ago': scenario({
    ...{ interval: '15m', at: '3d' },
    components: { api: { page: once('major_outage', 3 * 96 - 10, 1) } },
    firing: ['StatusBudgetBurns api'],
  }),
  'little is lost, and that soon after maintenance of most of a day': scenario({
    ...{ interval: '15m', at: '3d' },
    components: {
      salesforce_sync: {
        page: [
          ['operational', 2 * 96],
          ['under_maintenance', 80],
          ['operational', 10],
          ['partial_outage', 1],
          ['operational', 2000],
        ],
      },
    },
    firing: ['StatusBudgetBurns salesforce_sync'],
  }),
  'less is lost in three days than is promised': scenario({
    ...{ interval: '15m', at: '3d' },
    components: { salesforce_sync: { page: once('partial_outage', 3 * 96 - 3, 1) } },
  }),
  'the prober stands still': scenario({
    components: { api: SILENT, dashboard: SILENT, salesforce_sync: SILENT, ai_assistant: SILENT },
    others: { done: `0+10x9 ${still(90)}` },
    firing: ['ai_assistant', 'api', 'dashboard', 'salesforce_sync'].map((id) => `StatusEvidenceStale ${id}`),
  }),
  'nothing is known of a component in maintenance': scenario({
    components: { dashboard: { page: becoming('under_maintenance'), checks: becoming('unknown') } },
    firing: ['StatusEvidenceStale dashboard'],
  }),
  'evidence ages while what is published stands still': scenario({
    components: { dashboard: { page: becoming('operational'), evidenceAge: AGING } },
    firing: ['StatusEvidenceStale dashboard'],
  }),
  'evidence is as old as it is before every probe': scenario({
    components: {
      dashboard: { page: becoming('operational'), evidenceAge: still(95) },
      ai_assistant: { page: becoming('operational'), evidenceAge: still(100) },
    },
  }),
  'evidence is a little older than it vouches for': scenario({
    components: {
      dashboard: { page: becoming('operational'), evidenceAge: still(120) },
      ai_assistant: { page: becoming('operational'), evidenceAge: still(120) },
    },
    firing: ['StatusEvidenceStale ai_assistant', 'StatusEvidenceStale dashboard'],
  }),
  'components were added a minute and a half ago, and not asked yet': scenario({
    components: { dashboard: NEVER_HEARD(6), ai_assistant: NEVER_HEARD(6) },
  }),
  'components were added five minutes ago, and nothing was heard of them': scenario({
    components: { dashboard: NEVER_HEARD(20), ai_assistant: NEVER_HEARD(20) },
    firing: ['StatusEvidenceStale ai_assistant', 'StatusEvidenceStale dashboard'],
  }),
  'the server was started anew, and counts from nothing': scenario({
    components: { api: { page: becoming('operational'), evidenceAge: '12x104 27 42 57 72 87 12x2000' } },
    others: {
      up: '1x104 0x4 1x2000',
      done: '0+10x104 stale _x3 0+10x2000',
      missed: '40x104 stale _x3 0x2000',
      late: '40x104 stale _x3 0x2000',
      status_results_dropped_total: '9x104 stale _x3 0x2000',
      status_render_failures_total: '3x104 stale _x3 0x2000',
      status_backup_failures_total: '2x104 stale _x3 0x2000',
      status_backup_last_success_timestamp_seconds: '60x104 stale _x3 60x2000',
    },
  }),
  'one probe in ten is not asked': scenario({ others: { missed: growing(1) }, firing: ['StatusProbesMissed'] }),
  'one probe in ten is asked late': scenario({ others: { late: growing(1) }, firing: ['StatusProbesLate'] }),
  'one probe in twenty-five is not asked, and one late': scenario({
    others: { missed: growing(0.4), late: growing(0.4) },
  }),
  'a certificate ends in fifteen days': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(15 * 86_400) },
  }),
  'a certificate ends in thirteen days': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(13 * 86_400) },
    firing: ['StatusCertificateNearEnd api'],
  }),
  'a certificate ends in four days': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(4 * 86_400) },
    firing: ['StatusCertificateNearEnd api'],
  }),
  'a certificate ended': scenario({
    others: { probe_ssl_earliest_cert_expiry: still(60) },
    firing: ['StatusCertificateEnds api', 'StatusCertificateNearEnd api'],
  }),
  'the whole budget is spent, and no more': scenario({
    others: { status_slo_error_budget_remaining_ratio: still(0) },
  }),
  'more than the budget is spent': scenario({
    others: { status_slo_error_budget_remaining_ratio: still(-0.01) },
    firing: ['StatusBudgetSpent api'],
  }),
  'the newest backup is of twelve and a half hours ago': scenario({
    ...{ at: '12h30m', interval: '5m' },
    others: { status_backup_last_success_timestamp_seconds: still(0) },
  }),
  'the newest backup is of thirteen and a half hours ago': scenario({
    ...{ at: '13h30m', interval: '5m' },
    others: { status_backup_last_success_timestamp_seconds: still(0) },
    firing: ['StatusBackupTooOld'],
  }),
  'backups are taken, and none is due yet': scenario({ others: { status_backup_failures_total: still(0) } }),
  'a backup failed, and the next did not': scenario({
    others: { status_backup_last_success_timestamp_seconds: still(0), status_backup_failures_total: still(1) },
  }),
  'a backup failed, and there never was another': scenario({
    others: { status_backup_failures_total: still(1) },
    firing: ['StatusBackupTooOld'],
  }),
  'no backup was ever taken by a server that started thirteen and a half hours ago': scenario({
    ...{ at: '13h30m', interval: '5m' },
    others: { process_start_time_seconds: still(0), status_backup_failures_total: still(0) },
    firing: ['StatusBackupTooOld'],
  }),
  'a server that takes no backups started thirteen and a half hours ago': scenario({
    ...{ at: '13h30m', interval: '5m' },
    others: { process_start_time_seconds: still(0) },
  }),
  'results are lost': scenario({ others: { status_results_dropped_total: growing(5) }, firing: ['StatusResultsLost'] }),
  'results were lost a while ago': scenario({ others: { status_results_dropped_total: `0x20 ${still(5)}` } }),
  'documents are not rendered': scenario({
    others: { status_render_failures_total: growing(1) },
    firing: ['StatusDocumentsOutdated'],
  }),
  'the server cannot be scraped': bare(0, ['StatusServerDown']),
  'the server was not there for a minute': scenario({ others: { up: '1x115 0x2000' } }),
  'there is no server': bare(null, ['StatusServerDown']),
  'the server exposes nothing that is known': bare(1, []),
}

/** Several at once. */
export const DISASTER: Scenario = scenario({
  components: { api: { page: becoming('major_outage') } },
  others: { missed: growing(1), probe_ssl_earliest_cert_expiry: still(1800 + 86_400) },
  firing: [
    ...BURNING,
    'StatusCertificateEnds api',
    'StatusCertificateNearEnd api',
    'StatusComponentDown api',
    'StatusProbesMissed',
  ],
})
