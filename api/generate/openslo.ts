import { stringify } from 'yaml'
import type { Configuration } from '#domain/configuration.ts'
import { observedAndLost, promised } from './lost-ratio.ts'
import { promDuration, type Select, selectorOf } from './selector.ts'

const API_VERSION = 'openslo/v1'
const SERVICE = 'scopien-status'
const SOURCE = 'prometheus'

/** The promises of a configuration in the words of OpenSLO v1, one document each; metrics are those of a job. */
export function openSloFile({ page, components }: Pick<Configuration, 'page' | 'components'>, job: string): string {
  const select = selectorOf(job)
  const documents = [
    {
      ...{ apiVersion: API_VERSION, kind: 'Service', metadata: { name: SERVICE, displayName: page.name } },
      spec: { description: `What the status page of ${page.name} watches` },
    },
    {
      ...{ apiVersion: API_VERSION, kind: 'DataSource', metadata: { name: SOURCE } },
      spec: { type: 'Prometheus', connectionDetails: { url: 'http://127.0.0.1:9090' } },
    },
    ...promised(components).map((component) => sloDocument(component, select)),
  ]
  return `${HEAD}${documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')}`
}

function sloDocument({ id, name, slo }: ReturnType<typeof promised>[number], select: Select) {
  const metadata = { name: machineName(id), displayName: name }
  const { observed, lost } = observedAndLost(select, `component="${id}"`)
  const measured = (query: string) => ({
    metricSource: { metricSourceRef: SOURCE, type: 'Prometheus', spec: { query } },
  })
  return {
    ...{ apiVersion: API_VERSION, kind: 'SLO', metadata },
    spec: {
      description: 'Up time over observed time; maintenance and what is not known are left out.',
      service: SERVICE,
      indicator: {
        metadata,
        spec: { ratioMetric: { counter: false, good: measured(`${observed} - ${lost}`), total: measured(observed) } },
      },
      timeWindow: [{ duration: promDuration(slo.periodMs), isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: name, target: slo.objective }],
    },
  }
}

/** A name by RFC 1123, which has no underscore. */
function machineName(id: string): string {
  return id.replaceAll('_', '-').replace(/-+$/, '')
}

const HEAD = '# Made by `npm run generate:openslo`; a change belongs into the configuration.\n'
