import { describe, expect, test } from 'vitest'
import type { PublicView } from '#domain/public-view.ts'
import { STATUSPAGE_RENDERERS } from '../../../../api/publish/statuspage/documents.ts'
import { statuspageId } from '../../../../api/publish/statuspage/id.ts'
import { storyView } from '../story.ts'

type Json = Record<string, unknown>

/** Every document of a view, by its name. */
async function documentsOf(view: PublicView): Promise<Record<string, Json>> {
  const made = await Promise.all(
    STATUSPAGE_RENDERERS.map(async ({ path, render }) => [path, JSON.parse(String(await render(view)))]),
  )
  return Object.fromEntries(made.map(([path, body]) => [String(path).slice('/api/v2/'.length, -'.json'.length), body]))
}

const COMPONENT_KEYS = [
  ...['id', 'name', 'status', 'created_at', 'updated_at', 'position', 'description', 'showcase', 'start_date'],
  ...['group_id', 'page_id', 'group', 'only_show_if_degraded'],
]
const INCIDENT_KEYS = [
  ...['id', 'name', 'status', 'created_at', 'updated_at', 'monitoring_at', 'resolved_at', 'impact', 'shortlink'],
  ...['started_at', 'page_id', 'incident_updates', 'components'],
]
const UPDATE_KEYS = [
  ...['id', 'status', 'body', 'incident_id', 'created_at', 'updated_at', 'display_at', 'affected_components'],
  ...['deliver_notifications', 'custom_tweet', 'tweet_id'],
]

/** Every object under a key anywhere in a document. */
function allUnder(document: unknown, key: string): Json[] {
  if (Array.isArray(document)) return document.flatMap((one) => allUnder(one, key))
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([name, value]) => [
    ...(name === key && Array.isArray(value) ? (value as Json[]) : []),
    ...allUnder(value, key),
  ])
}

describe('the documents of Statuspage', async () => {
  const documents = await documentsOf(storyView())
  const { summary = {}, incidents = {}, components = {}, status = {} } = documents

  test('are eight, each with the page first', () => {
    expect(Object.keys(documents).sort()).toEqual([
      'components',
      'incidents',
      'incidents/unresolved',
      'scheduled-maintenances',
      'scheduled-maintenances/active',
      'scheduled-maintenances/upcoming',
      'status',
      'summary',
    ])
    for (const document of Object.values(documents)) {
      expect(Object.keys(document)[0]).toBe('page')
      expect(Object.keys(document['page'] as Json)).toEqual(['id', 'name', 'url', 'time_zone', 'updated_at'])
    }
  })

  test('have the keys of their originals, in that order', () => {
    expect(Object.keys(summary)).toEqual(['page', 'components', 'incidents', 'scheduled_maintenances', 'status'])
    for (const document of Object.values(documents)) {
      for (const one of allUnder(document, 'components').filter((found) => typeof found === 'object'))
        expect(Object.keys(one)).toEqual(one['group'] ? [...COMPONENT_KEYS, 'components'] : COMPONENT_KEYS)
      for (const one of allUnder(document, 'incidents'))
        expect(Object.keys(one)).toEqual([...INCIDENT_KEYS, 'reminder_intervals'])
      for (const one of allUnder(document, 'scheduled_maintenances'))
        expect(Object.keys(one)).toEqual([...INCIDENT_KEYS, 'scheduled_for', 'scheduled_until'])
      for (const one of allUnder(document, 'incident_updates')) expect(Object.keys(one)).toEqual(UPDATE_KEYS)
    }
  })

  test('write every instant with milliseconds in the zone of the page', () => {
    const instants = [...JSON.stringify(documents).matchAll(/"(?:\w+_at|scheduled_\w+)":"([^"]*)"/g)].map(
      ([, at]) => at,
    )
    expect(instants.length).toBeGreaterThan(50)
    for (const at of instants) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[45]:00$/)
  })

  test('write UTC as Z', async () => {
    const { status: inUtc = {} } = await documentsOf(storyView('UTC'))
    expect(inUtc['page']).toMatchObject({ time_zone: 'Etc/UTC', updated_at: expect.stringMatching(/\.\d{3}Z$/) })
  })

  test('give a group before its members, which say whose they are', () => {
    const told = (components['components'] as Json[]).map(({ name, group, position }) => [name, group, position])
    expect(told).toEqual([
      ['Core', true, 1],
      ['API', false, 1],
      ['Dashboard', false, 2],
      ['Salesforce sync', false, 2],
    ])
    const [core, api] = components['components'] as Json[]
    expect(api?.['group_id']).toBe(core?.['id'])
    expect(core?.['components']).toEqual([statuspageId('api'), statuspageId('dashboard')])
  })

  test('agree with each other', () => {
    const unresolved = documents['incidents/unresolved']?.['incidents']
    expect(summary['incidents']).toEqual(unresolved)
    expect(incidents['incidents']).toEqual(expect.arrayContaining(unresolved as Json[]))
    const upcoming = documents['scheduled-maintenances/upcoming']?.['scheduled_maintenances'] as Json[]
    const active = documents['scheduled-maintenances/active']?.['scheduled_maintenances'] as Json[]
    expect(summary['scheduled_maintenances']).toEqual([...upcoming, ...active])
    expect(summary['status']).toEqual(status['status'])
  })

  test('an incident is told newest first, with what became of each component', () => {
    const [open, over] = incidents['incidents'] as Json[]
    expect(open).toMatchObject({ status: 'identified', impact: 'critical', monitoring_at: null, resolved_at: null })
    expect(open?.['incident_updates']).toMatchObject([
      {
        status: 'identified',
        affected_components: [
          { code: statuspageId('api'), name: 'Core - API', old_status: 'major_outage', new_status: 'major_outage' },
          { name: 'Salesforce sync', old_status: 'operational', new_status: 'partial_outage' },
        ],
      },
      { status: 'investigating', affected_components: [{ old_status: 'operational', new_status: 'major_outage' }] },
    ])
    expect(over).toMatchObject({ status: 'resolved', impact: 'minor', monitoring_at: expect.any(String) })
    expect(over?.['incident_updates']).toMatchObject([
      { status: 'resolved', affected_components: [{ old_status: 'degraded_performance', new_status: 'operational' }] },
      { status: 'monitoring' },
      { status: 'investigating' },
    ])
  })

  test('of maintenance those that are announced and not cancelled, newest first', () => {
    const told = documents['scheduled-maintenances']?.['scheduled_maintenances'] as Json[]
    expect(told.map(({ id, status }) => [id, status])).toEqual([
      [statuspageId('mnt_moved'), 'scheduled'],
      [statuspageId('mnt_past'), 'completed'],
    ])
    const updates = (told[1]?.['incident_updates'] ?? []) as Json[]
    expect(updates.map(({ status }) => status)).toEqual(['completed', 'in_progress', 'scheduled', 'scheduled'])
  })

  test('tell nothing private, and no draft', () => {
    expect(JSON.stringify(documents)).not.toMatch(/Vault|inc_draft/)
    expect(JSON.stringify(documents)).not.toContain(statuspageId('vault'))
  })

  test('ids are twelve digits and letters, and outlive another name', async () => {
    expect(statuspageId('api')).toMatch(/^[0-9a-z]{12}$/)
    const view = storyView()
    const renamed = { ...view, components: view.components.map((one) => ({ ...one, name: 'Other' })) }
    const idsOf = (document: Json | undefined) => allUnder(document, 'components').map(({ id }) => id)
    expect(idsOf((await documentsOf(renamed))['components'])).toEqual(idsOf(components))
  })
})
