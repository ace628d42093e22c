import type { Call, Command, Printer } from './command.ts'
import type { ComponentDocument } from './documents.ts'
import { alignedTable, plain } from './table.ts'

/** What operators look at. */
export const COMPONENT_COMMANDS: readonly Command[] = [
  {
    name: 'component show',
    summary: 'shows how components do, or all of one with what its checks say',
    positionals: ['[ID]'],
    options: {},
    run: show,
  },
]

async function show({ api, positionals, print }: Call) {
  const [id] = positionals
  const { document } = await api.get(`/api/components${id === undefined ? '' : `/${encodeURIComponent(id)}`}`)
  const text =
    id === undefined
      ? table((document as { components: ComponentDocument[] }).components, print)
      : details(document as ComponentDocument, print)
  return { kind: 'shown', document, text } as const
}

function table(components: readonly ComponentDocument[], print: Printer): string {
  const rows = components.map(({ id, status, since, reason }) => [
    ...[id, print.status(status.replaceAll('_', ' '), status), print.time(since), plain(reason?.text ?? '')],
  ])
  return alignedTable(['ID', 'STATUS', 'SINCE', 'REASON'], rows)
}

function details(
  { id, name, status, rawStatus, since, reason, checks = [] }: ComponentDocument,
  print: Printer,
): string {
  const rows = checks.map((check) => [
    ...[check.id, check.kind, check.verdict, print.time(check.since)],
    ...(check.lastResult
      ? [print.time(check.lastResult.at), check.lastResult.outcome, `${Math.round(check.lastResult.latencyMs)} ms`]
      : ['never', '', '']),
    plain(check.lastResult?.reason ?? ''),
  ])
  const seen =
    rawStatus === undefined || rawStatus === status ? [] : [`the checks alone say ${rawStatus.replaceAll('_', ' ')}`]
  return [
    `${plain(name)} (${id})  ${print.status(status.replaceAll('_', ' '), status)}`,
    `since ${print.time(since)}${reason === null ? '' : `: ${plain(reason.text)}`}`,
    ...seen,
    '',
    alignedTable(['CHECK', 'KIND', 'VERDICT', 'SINCE', 'LAST ASKED', 'OUTCOME', 'TOOK', 'REASON'], rows),
    ...checks.flatMap(({ id, trace }) => (trace ? [`trace of ${id}: ${plain(trace.url ?? trace.id)}`] : [])),
  ].join('\n')
}
