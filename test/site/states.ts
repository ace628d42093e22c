import { startOfDay } from '#domain/calendar.ts'
import type { PublicView } from '#domain/public-view.ts'
import { gapsOfSync, MAINTAINED, scopien } from './scopien.ts'
import { HOUR, MINUTE, makeComponent, makeOccurrence, makeView, NOW, spell, TIMEZONE } from './view.ts'

const LONG_NAME =
  'Synchronisation of opportunities, accounts and contacts with every connected Salesforce organisation, '
    .repeat(2)
    .slice(0, 200)
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  .repeat(3)
  .slice(0, 200)

const MAINTAINED_NOW = { status: 'under_maintenance', forMs: 22 * MINUTE } as const

/** The states in which the page is looked at. */
export const STATES: Readonly<Record<string, PublicView>> = {
  'all well': makeView({ components: scopien() }),
  'one degraded': makeView({
    components: scopien({
      salesforce_sync: {
        status: 'degraded_performance',
        forMs: 26 * HOUR,
        reason: 'Salesforce’s API limit is used up',
      },
    }),
  }),
  'two down': makeView({
    components: scopien({
      api: { status: 'major_outage', forMs: 24 * MINUTE, reason: 'Service unavailable' },
      dashboard: { status: 'major_outage', forMs: 22 * MINUTE, reason: 'No answer in time' },
    }),
  }),
  'maintenance in progress': makeView({
    components: scopien({ api: MAINTAINED_NOW, dashboard: MAINTAINED_NOW, salesforce_sync: MAINTAINED_NOW }),
    maintenance: [
      makeOccurrence({
        id: 'mnt_0',
        title: 'New database',
        state: 'in_progress',
        startsAt: NOW - 22 * MINUTE,
        endsAt: Date.parse('2026-11-23T17:00Z'),
      }),
      makeOccurrence(),
      makeOccurrence({
        id: 'mnt_2',
        startsAt: Date.parse('2027-01-03T07:00Z'),
        endsAt: Date.parse('2027-01-03T09:00Z'),
      }),
    ],
  }),
  'no data at all': makeView({
    evidenceAt: null,
    maintenance: [],
    components: scopien().map(({ id, name, description }) =>
      makeComponent({ id, name, description, evidenceAt: null }, [
        spell('unknown', startOfDay(NOW, TIMEZONE, 89), NOW - startOfDay(NOW, TIMEZONE, 89)),
      ]),
    ),
  }),
  'names of 200 characters': makeView({
    groups: [{ id: 'long', name: LONG_NAME }],
    components: [
      makeComponent(
        { name: LONG_NAME, group: 'long', description: LONG_WORD, reason: { code: 'long', text: LONG_NAME } },
        [spell('partial_outage', NOW - HOUR, HOUR)],
      ),
      makeComponent({ id: 'word', name: LONG_WORD }, gapsOfSync()),
    ],
    maintenance: [makeOccurrence({ title: LONG_WORD, expect: [LONG_NAME] })],
  }),
  '40 components': makeView({
    groups: [
      { id: 'product', name: 'Product' },
      { id: 'regions', name: 'Regions' },
      { id: 'empty', name: 'Empty' },
    ],
    components: Array.from({ length: 40 }, (_, index) =>
      makeComponent(
        { id: `part_${index}`, name: `Part ${index + 1}`, group: ['regions', 'product', null][index % 3] ?? null },
        [
          ...MAINTAINED,
          spell('partial_outage', Date.parse('2026-09-10T10:00Z') + index * 31 * HOUR, (index + 1) * 10 * MINUTE),
        ],
      ),
    ),
  }),
}
