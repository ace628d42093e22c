import { describe, expect, test } from 'vitest'
import { toTextPage } from '../../../api/publish/text-page.ts'
import { storyView } from './story.ts'

const text = toTextPage(storyView(), { color: false })

describe('the page for a terminal', () => {
  test('begins with the sentence and the age of its evidence', () =>
    expect(text.split('\n').slice(0, 2)).toEqual([
      'API is down and Salesforce sync is partly down',
      'Checked at 2026-11-23 15:22:04Z',
    ]))

  test('has a table of components, aligned', () =>
    expect(text.split('\n').slice(3, 6)).toEqual([
      'API              major outage     50.00 %',
      'Dashboard        operational     100.00 %',
      'Salesforce sync  partial outage   90.00 %',
    ]))

  test('tells the open incident with its updates, and what is planned', () => {
    expect(text).toContain('! API =<b>')
    expect(text).toContain('2026-11-23 15:02:05Z  identified: A disk.')
    expect(text).toContain('* Moved ')
    expect(text).not.toContain('Over.')
  })

  test('tells what is promised, moved and extended', () => {
    const view = storyView()
    const [promisedBy, toldEnd] = [Date.parse('2026-11-23T16:00:00Z'), Date.parse('2026-11-25T16:22:05Z')]
    const changed = toTextPage(
      {
        ...view,
        incidents: view.incidents.map((one) => ({ ...one, nextUpdateBy: promisedBy })),
        maintenance: view.maintenance.map((one) => ({ ...one, extendedFrom: toldEnd })),
      },
      { color: false },
    )
    expect(changed).toContain('\n  The next update is promised by 2026-11-23 16:00:00Z\n')
    expect(changed).toContain('\n  Moved from 2026-11-24 15:22:05Z\n')
    expect(changed).toContain('\n  Extended: it was to end at 2026-11-25 16:22:05Z\n')
  })

  test('holds nothing that a terminal would obey', () => expect(text).not.toMatch(/(?!\n)\p{Cc}/u))

  test('is coloured when asked', () =>
    expect(toTextPage(storyView(), { color: true })).toContain('\u001b[31mmajor outage'))
})
