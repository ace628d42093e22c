import { readFileSync } from 'node:fs'
import { readConfiguration } from '../../../probes/configuration/read.ts'

/** The shipped configuration, as it is in an environment. */
export function shipped(environment: Readonly<Record<string, string | undefined>> = {}) {
  const text = readFileSync('probes/scopien.yaml', 'utf8')
  return readConfiguration(text, { SCOPIEN_API_KEY: 'sk_test_0123456789', ...environment }, 'scopien.yaml')
}

/** What is generated with nothing said on the command line. */
export const DEFAULTS = {
  ...{ job: 'scopien-status', target: '127.0.0.1:3000' },
  ...{ backupEveryMs: 6 * 3_600_000, runbooks: 'docs/alerts.md' },
}
