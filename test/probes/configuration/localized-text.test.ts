import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../probes/configuration/faults.ts'
import { readConfiguration } from '../../../probes/configuration/read.ts'

const read = (text: string) => readConfiguration(text, {}, 'test.yaml')
const page = 'page: { name: Scopien }'

const LOCALIZED = `
page:
  name: Scopien
  links: [{ label: { en: Forum, de: Austausch }, href: "https://community.scopien.com" }]
groups: [{ id: core, name: { en: Core, de: Kern } }]
errorCodes: { SYNC_001: { outcome: down, text: { en: It broke, de: Es brach } } }
components:
  - { id: sync, name: { en: " Sync ", de: " Abgleich " }, description: { en: Keeps pace, de: Hält Schritt } }
  - { id: other, name: { en: Sync, de: Anders } }
  - { id: plain, name: Plain }
maintenance:
  - id: monthly
    title: { en: Monthly work, de: Monatliche Arbeiten }
    components: [sync]
    startsAt: "2026-01-04T02:00:00"
    durationMinutes: 60
    expect: [{ en: Sync pauses, de: Der Abgleich pausiert }, Nothing else]
`

describe('texts in several languages', () => {
  const configuration = read(LOCALIZED)

  test('are read as what they are in English', () => {
    const { page, groups, errorCodes, components, maintenance } = configuration
    expect([page.links[0]?.label, groups[0]?.name, errorCodes['SYNC_001']?.text]).toEqual(['Forum', 'Core', 'It broke'])
    expect(components.map(({ name }) => name)).toEqual(['Sync', 'Sync', 'Plain'])
    expect(maintenance[0]).toMatchObject({ title: 'Monthly work', expect: ['Sync pauses', 'Nothing else'] })
  })

  test('have their translations beside, the first of those that differ', () => {
    expect(configuration.translations).toEqual({
      de: {
        Forum: 'Austausch',
        Core: 'Kern',
        'It broke': 'Es brach',
        Sync: 'Abgleich',
        'Keeps pace': 'Hält Schritt',
        'Monthly work': 'Monatliche Arbeiten',
        'Sync pauses': 'Der Abgleich pausiert',
      },
    })
  })

  test('are no matter of what checks send', () => {
    const check =
      '{ id: a, kind: http, url: "https://a.scopien.com", headers: { en: one, de: eins }, expect: [{ status: 2xx }] }'
    expect(read(`${page}\ncomponents: [{ id: a, name: A, checks: [${check}] }]`).translations).toEqual({})
  })

  test.each([
    ['{ de: Abgleich }', 'components[0].name.en: expected a text, got nothing'],
    ['{ en: Sync, fr: Synchro }', 'components[0].name.fr: expected no such key, got "fr"'],
    ['{ en: Sync, de: "" }', 'components[0].name.de: expected at least 1 character, got ""'],
    ['7', 'components[0].name: expected a text, or one in each language such as { en: Sales, de: Vertrieb }, got 7'],
  ])('%s is a fault', (name, fault) => {
    expect(() => read(`${page}\ncomponents: [{ id: a, name: ${name} }]`)).toThrow(ConfigurationError)
    expect(() => read(`${page}\ncomponents: [{ id: a, name: ${name} }]`)).toThrow(fault)
  })
})
