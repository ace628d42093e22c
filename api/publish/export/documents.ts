import type { DemandRenderer } from '../demand.ts'
import { JSON_TYPE } from '../document.ts'
import { element, xmlDocument } from '../feeds/xml.ts'
import { expectParameters } from '../query.ts'
import { toCsv } from './csv.ts'
import { type ExportRow, exportRows } from './rows.ts'

const COLUMNS = [
  'kind',
  'id',
  'title',
  'components',
  'status',
  'impact',
  'from',
  'to',
  'uptime',
  'coverage',
] as const satisfies readonly (keyof ExportRow)[]

const FORMS: Readonly<Record<string, { type: string; write: (rows: readonly ExportRow[]) => string }>> = {
  json: { type: JSON_TYPE, write: (rows) => JSON.stringify({ history: rows }) },
  csv: { type: 'text/csv; charset=utf-8; header=present', write: (rows) => toCsv(COLUMNS, rows) },
  xml: { type: 'application/xml; charset=utf-8', write: toXml },
}

/** `/export/history.json`, `.csv` and `.xml`: every incident, every occurrence of maintenance and every day's bar. */
export const exportDocuments: readonly DemandRenderer[] = Object.entries(FORMS).map(([ending, { type, write }]) => ({
  path: `/export/history.${ending}`,
  parameters: [],
  type,
  render: async ({ view, everything }, _id, query) => {
    expectParameters(query, [])
    const { incidents, occurrences } = await everything()
    return write(exportRows(view, incidents, occurrences))
  },
}))

function toXml(rows: readonly ExportRow[]): string {
  return xmlDocument(
    element(
      'history',
      {},
      rows.map((row) =>
        element(
          row.kind,
          { id: row.id },
          COLUMNS.slice(2).map((column) => element(column, {}, String(row[column] ?? ''))),
        ),
      ),
    ),
  )
}
