import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SPEECH } from '#domain/language.ts'
import type { Version } from '../../../../api/publish/demand.ts'
import { csvLine } from '../../../../api/publish/export/csv.ts'
import { exportDocuments } from '../../../../api/publish/export/documents.ts'
import { AWKWARD, storyView } from '../story.ts'

const view = storyView()
const { incidents, occurrences } = view
const version = { view, everything: async () => ({ incidents, occurrences }) } as unknown as Version
const exported = async (ending: string) =>
  String(
    await exportDocuments
      .find(({ path }) => path.endsWith(ending))
      ?.render(version, '', new URLSearchParams(), DEFAULT_SPEECH),
  )
const DAYS = 3 * 90

describe('/export/history', () => {
  test('as JSON has every incident, every occurrence and every day', async () => {
    const { history } = JSON.parse(await exported('.json'))
    const count = (kind: string) => history.filter((row: { kind: string }) => row.kind === kind).length
    expect([count('incident'), count('maintenance'), count('day')]).toEqual([2, 4, DAYS])
    expect(history[0]).toMatchObject({ id: 'inc_open', components: 'api sync', status: 'identified', to: null })
  })

  test('as CSV has a line for each, of as many cells', async () => {
    const csv = await exported('.csv')
    expect(csv.split('\r\n').slice(0, 1)).toEqual(['kind,id,title,components,status,impact,from,to,uptime,coverage'])
    expect(csv.match(/^(incident|maintenance|day),/gm)).toHaveLength(2 + 4 + DAYS)
  })

  test('as XML is well-formed and has the same', async () => {
    const xml = await exported('.xml')
    expect(XMLValidator.validate(xml)).toBe(true)
    const { history } = new XMLParser({ ignoreAttributes: false, processEntities: true }).parse(xml)
    expect([history.incident.length, history.maintenance.length, history.day.length]).toEqual([2, 4, DAYS])
    expect(history.incident[0].title).toBe(`API ${AWKWARD.replaceAll('\u001b', '')}`)
  })
})

describe('csvLine', () => {
  test.each<[string | number | null, string]>([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=a,b', '"\'=a,b"'],
    [-1, '-1'],
    [null, ''],
  ])('a cell of %j is %j', (value, cell) => expect(csvLine([value, 1])).toBe(`${cell},1\r\n`))
})
