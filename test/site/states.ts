import { startOfDay } from '#domain/calendar.ts'
import type { PublicView } from '#domain/public-view.ts'
import { makeAdvice } from './help.ts'
import { gapsOfSync, MAINTAINED, makeCheck, scopien } from './scopien.ts'
import {
  HOUR,
  MINUTE,
  makeComponent,
  makeIncident,
  makeOccurrence,
  makeUpdate,
  makeView,
  NOW,
  spell,
  TIMEZONE,
} from './view.ts'

const LONG_NAME =
  'Synchronisation of opportunities, accounts and contacts with every connected Salesforce organisation, '
    .repeat(2)
    .slice(0, 200)
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  .repeat(3)
  .slice(0, 200)

const MAINTAINED_NOW = { status: 'under_maintenance', forMs: 22 * MINUTE } as const

const IMPACTS = [
  { id: 'api', name: 'API', impact: 'major_outage' },
  { id: 'dashboard', name: 'Dashboard', impact: 'degraded_performance' },
] as const

const LONG_INCIDENT = makeIncident({
  ...{ status: 'monitoring', startedAt: NOW - 54 * MINUTE, components: IMPACTS, nextUpdateBy: NOW - 3 * MINUTE },
  updates: [
    'A fix is in place. Requests **succeed again** for most customers; we watch it.',
    'The disk is replaced.\n\n- Reads work\n- Writes are still queued\n\nNothing is lost.',
    'A disk of the primary database is full. See [our notes](https://scopien.com/notes).',
    'We have found the cause.',
    'The dashboard is slow too.',
    'Requests to the API fail since 09:28.',
  ].map((body, n) =>
    makeUpdate({
      ...{ id: `upd_${6 - n}`, body, at: NOW - (5 + 9 * n) * MINUTE, components: IMPACTS },
      status: n === 0 ? 'monitoring' : n < 4 ? 'identified' : 'investigating',
    }),
  ),
})

const OVER = makeIncident({
  ...{ id: 'inc_2', title: 'Salesforce sync delayed', status: 'resolved', impact: 'degraded_performance' },
  ...{ startedAt: NOW - 76 * HOUR, resolvedAt: NOW - 75 * HOUR, automatic: true },
  postmortem: { body: 'We saw it **late**.', html: '<p>We saw it <strong>late</strong>.</p>' },
  updates: [makeUpdate({ id: 'upd_9', status: 'resolved', at: NOW - 75 * HOUR, body: 'It is over.' })],
  components: [{ id: 'salesforce_sync', name: 'Salesforce sync', impact: 'degraded_performance' }],
})

const LIMIT_REACHED = makeAdvice(
  'Salesforce’s API limit is used up. Hourly limits reset **every hour**, daily ones at *midnight*.',
  'sync-not-working',
)
const TRY_AGAIN = makeAdvice('Try again in a few minutes:\n\n1. wait a minute,\n2. then two.')

const LONG_TEXTS = {
  advice: makeAdvice(`${LONG_WORD}\n\n\`\`\`\n${LONG_NAME}\n${LONG_WORD}\n\`\`\`\n- ${LONG_WORD}`, LONG_WORD),
  checks: [makeCheck('a'.repeat(64), null, 'down', LONG_NAME), makeCheck('word', LONG_WORD)],
}

/** The states in which the page is looked at. */
export const STATES: Readonly<Record<string, PublicView>> = {
  'all well': makeView({ components: scopien() }),
  'one degraded': makeView({
    components: scopien({
      salesforce_sync: {
        status: 'degraded_performance',
        forMs: 26 * HOUR,
        reason: 'Salesforce’s API limit is used up',
        advice: LIMIT_REACHED,
      },
    }),
  }),
  'two down': makeView({
    components: scopien({
      api: { status: 'major_outage', forMs: 24 * MINUTE, reason: 'Service unavailable', advice: TRY_AGAIN },
      dashboard: { status: 'major_outage', forMs: 22 * MINUTE, reason: 'No answer in time' },
    }),
  }),
  'an incident of six updates': makeView({
    components: scopien({
      api: { status: 'major_outage', forMs: 54 * MINUTE, reason: 'Service unavailable' },
      dashboard: { status: 'degraded_performance', forMs: 22 * MINUTE, reason: 'It answers, but slowly' },
    }),
    incidents: [LONG_INCIDENT, OVER],
  }),
  'maintenance moved, extended and cancelled': makeView({
    sentence: 'Maintenance in progress until 13:00 EST',
    components: scopien({ api: MAINTAINED_NOW }),
    maintenance: [
      makeOccurrence({
        ...{ id: 'mnt_0', title: 'New database', state: 'in_progress', description: 'We move to *another* one.' },
        ...{ html: '<p>We move to <em>another</em> one.</p>', components: [{ id: 'api', name: 'API' }] },
        ...{ startsAt: NOW - 22 * MINUTE, endsAt: Date.parse('2026-11-23T18:00Z') },
        extendedFrom: Date.parse('2026-11-23T17:00Z'),
      }),
      makeOccurrence({
        ...{ movedFrom: Date.parse('2026-11-29T07:00Z'), timezone: 'Europe/Berlin' },
        events: [
          { id: 'evt_1', kind: 'announced', at: NOW - 75 * HOUR },
          { id: 'evt_2', kind: 'moved', at: NOW - 51 * HOUR },
          { id: 'evt_3', kind: 'reminder', at: Date.parse('2026-12-06T06:00Z') },
        ],
      }),
      makeOccurrence({ id: 'mnt_2', title: 'New load balancer', state: 'cancelled', cancelledAt: NOW - HOUR }),
    ],
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
        {
          ...LONG_TEXTS,
          name: LONG_NAME,
          group: 'long',
          description: LONG_WORD,
          reason: { code: 'long', text: LONG_NAME },
        },
        [spell('partial_outage', NOW - HOUR, HOUR)],
      ),
      makeComponent({ id: 'word', name: LONG_WORD }, gapsOfSync()),
    ],
    incidents: [
      makeIncident({
        ...{ title: LONG_NAME, components: [{ id: 'word', name: LONG_WORD, impact: 'partial_outage' }] },
        updates: [makeUpdate({ body: `${LONG_WORD}\n\n\`\`\`\n${LONG_NAME}\n${LONG_WORD}\n\`\`\`\n> - ${LONG_WORD}` })],
      }),
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
