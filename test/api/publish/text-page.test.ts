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

  test('holds nothing that a terminal would obey', () => expect(text).not.toMatch(/(?!\n)\p{Cc}/u))

  test('is coloured when asked', () =>
    expect(toTextPage(storyView(), { color: true })).toContain('\u001b[31mmajor outage'))
})
