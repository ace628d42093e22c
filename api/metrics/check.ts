import { OUTCOMES } from '#domain/result.ts'
import type { Family } from './exposition.ts'
import type { LastResult, LastResults } from './last-results.ts'

/** What is known of a check's results beside the newest. */
export function resultFamilies(all: LastResults['all']): Family[] {
  return [
    {
      name: 'status_check_runs_total',
      help: 'Probes run, by what they found',
      type: 'counter',
      collect: (add, audience) => {
        for (const { shortLabels, runs } of all(audience)) {
          for (const outcome of OUTCOMES) add(`${shortLabels},outcome="${outcome}"`, runs[outcome])
        }
      },
    },
    instantFamily(
      all,
      'status_check_last_run_timestamp_seconds',
      'When the check last had a result, in unix time',
      ({ result }) => (result ? result.at : null),
    ),
    instantFamily(
      all,
      'status_check_last_success_timestamp_seconds',
      'When the check was last up or degraded, in unix time',
      ({ lastSuccessAt }) => lastSuccessAt,
    ),
  ]
}

function instantFamily(
  all: LastResults['all'],
  name: string,
  help: string,
  read: (last: LastResult) => number | null,
): Family {
  return {
    name,
    help,
    type: 'gauge',
    collect: (add, audience) => {
      for (const last of all(audience)) {
        const at = read(last)
        if (at !== null) add(last.labels, at / 1000)
      }
    },
  }
}
