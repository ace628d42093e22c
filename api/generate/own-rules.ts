import type { Ending } from '#domain/slot.ts'
import type { AlertRule } from './rule.ts'
import { promDuration, type Select } from './selector.ts'

/**
 * What is told of the server itself, and of what it holds.
 *
 * @param backupEveryMs  how often a backup is taken
 */
export function ownRules(select: Select, backupEveryMs: number): AlertRule[] {
  return [
    {
      alert: 'StatusServerDown',
      expr: `${select('up')} == 0\nor absent(${select('up')})`,
      for: '2m',
      labels: { severity: 'critical' },
      annotations: {
        summary: 'The status server is not there',
        description: 'It cannot be scraped, and no other alert here can be relied on.',
      },
    },
    slotRule(select, 'StatusProbesMissed', 'missed', 'are not asked'),
    slotRule(select, 'StatusProbesLate', 'late', 'are asked more than a second late'),
    certificateRule(select, 'StatusCertificateNearEnd', 14, 'warning'),
    certificateRule(select, 'StatusCertificateEnds', 3, 'critical'),
    {
      alert: 'StatusBudgetSpent',
      expr: `${select('status_slo_error_budget_remaining_ratio')} < 0`,
      labels: { severity: 'warning' },
      annotations: {
        summary: '{{ $labels.component }} has broken what is promised of it',
        description: 'More than all of its error budget is spent.',
      },
    },
    backupRule(select, backupEveryMs),
    counterRule(select, 'status_results_dropped_total', {
      alert: 'StatusResultsLost',
      summary: 'Results are lost',
      description: 'Nothing can be stored for so long that no more results can wait.',
      severity: 'critical',
    }),
    counterRule(select, 'status_render_failures_total', {
      alert: 'StatusDocumentsOutdated',
      summary: 'Documents cannot be rendered',
      description: 'They stay as they were; the log says why.',
      severity: 'warning',
    }),
  ]
}

/** Where no backups are taken there is none of the metrics. That the first failed or hangs is told though there is none. */
function backupRule(select: Select, backupEveryMs: number): AlertRule {
  const newest = select('status_backup_last_success_timestamp_seconds')
  const failures = select('status_backup_failures_total')
  const limit = Math.ceil(Math.max(2 * backupEveryMs, 600_000) / 1000) + 3600
  return {
    alert: 'StatusBackupTooOld',
    expr: [
      `time() - ${newest} > ${limit}`,
      `or (${failures} > 0 unless ${newest})`,
      `or (time() - ${select('process_start_time_seconds')} > ${limit} and ${failures} unless ${newest})`,
    ].join('\n'),
    for: '10m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'The newest backup is too old',
      description: `One is taken every ${promDuration(backupEveryMs)}, and two in a row are missing.`,
    },
  }
}

/** One slot in twenty, over a time long enough for a check of every five minutes to have some. */
function slotRule(select: Select, alert: string, ending: Ending, what: string): AlertRule {
  const rate = (...matchers: string[]) =>
    `sum without (ending) (rate(${select('status_check_slots_total', ...matchers)}[15m]))`
  return {
    alert,
    expr: `${rate(`ending="${ending}"`)}\n/ ${rate()} > 0.05`,
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: `Probes of {{ $labels.check }} ${what}`,
      description: '{{ $value | humanizePercentage }} of the times at which it was due, over 15 minutes.',
    },
  }
}

function certificateRule(select: Select, alert: string, days: number, severity: 'critical' | 'warning'): AlertRule {
  return {
    alert,
    expr: `${select('probe_ssl_earliest_cert_expiry')} - time() < ${days} * 86400`,
    for: '5m',
    labels: { severity },
    annotations: {
      summary: 'The certificate that {{ $labels.check }} sees ends soon',
      description: 'The first of its chain ends in {{ $value | humanizeDuration }}.',
    },
  }
}

function counterRule(
  select: Select,
  metric: string,
  {
    alert,
    summary,
    description,
    severity,
  }: Pick<AlertRule, 'alert'> & AlertRule['annotations'] & Pick<AlertRule['labels'], 'severity'>,
): AlertRule {
  const expr = `increase(${select(metric)}[10m]) > 0`
  return { alert, expr, labels: { severity }, annotations: { summary, description } }
}
