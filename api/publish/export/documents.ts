import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DemandRenderer } from '../demand.ts'
import { JSON_TYPE } from '../document.ts'
import { element, xmlDocument } from '../feeds/xml.ts'
import { expectParameters } from '../query.ts'
import { csvLine } from './csv.ts'
import { type ExportRow, exportRows } from './rows.ts'

/** Where the rows stand in a document that is begun and ended without them. */
const ROWS = '…'

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

/** How an export is written: its beginning, each row, what is between two, and its end. */
interface Form {
  type: string
  begin: string
  row: (row: ExportRow) => string
  between: string
  end: string
}

const [XML_BEGIN = '', XML_END = ''] = xmlDocument(element('history', {}, [ROWS])).split(ROWS)
const FORMS: Readonly<Record<string, Form>> = {
  json: { type: JSON_TYPE, begin: '{"history":[', row: (row) => JSON.stringify(row), between: ',', end: ']}' },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    ...{ begin: csvLine(COLUMNS), row: (row) => csvLine(COLUMNS.map((column) => row[column])), between: '', end: '' },
  },
  xml: { type: 'application/xml; charset=utf-8', begin: XML_BEGIN, row: toXml, between: '', end: XML_END },
}
/** So many rows are written before others have their turn. */
const ROWS_AT_ONCE = 500

/** `/export/history.json`, `.csv` and `.xml`: every incident, every occurrence of maintenance and every day's bar. */
export const exportDocuments: readonly DemandRenderer[] = Object.entries(FORMS).map(([ending, form]) => ({
  path: `/export/history.${ending}`,
  parameters: [],
  type: form.type,
  render: async ({ view, everything }, _id, query) => {
    expectParameters(query, [])
    const { incidents, occurrences } = await everything()
    return write(form, exportRows(view, incidents, occurrences))
  },
}))

async function write({ begin, row, between, end }: Form, rows: Iterable<ExportRow>): Promise<string> {
  const written: string[] = []
  for (const one of rows) {
    written.push(row(one))
    if (written.length % ROWS_AT_ONCE === 0) await nextTurn()
  }
  return begin + written.join(between) + end
}

function toXml(row: ExportRow): string {
  const fields = COLUMNS.slice(2).map((column) => element(column, {}, String(row[column] ?? '')))
  return element(row.kind, { id: row.id }, fields)
}
