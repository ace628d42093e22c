import { describe, expect, test } from 'vitest'
import { isPublished } from '#domain/public-incident.ts'
import { toPublicView } from '#domain/public-view.ts'
import { Secret } from '#domain/secret.ts'
import {
  checkOf,
  componentOf,
  configurationOf,
  evidenceOf,
  factsOf,
  incidentOf,
  NOW,
  occurrenceOf,
  transitionOf,
} from '../facts.ts'

const HOUR = 3_600_000

describe('what is private', () => {
  const PLANTED = 'planted'
  const hidden = componentOf('planted-component', {
    name: 'Planted component',
    description: 'Planted description',
    group: 'planted-group',
    private: true,
    checks: [checkOf('planted-of-component', { region: 'planted-region', url: new Secret('https://planted.example') })],
  })
  const half = componentOf('api', {
    checks: [
      checkOf('health', { url: new Secret('https://planted-target.example/?planted') }),
      checkOf('planted-check', {
        private: true,
        region: 'planted-region',
        policy: { failAfter: 1, recoverAfter: 1, staleAfterMs: 9e9 },
      }),
    ],
  })
  const configuration = configurationOf([half, hidden], {
    groups: [{ id: 'planted-group', name: 'Planted group' }],
    errorCodes: { PLANTED_1: { outcome: 'down', text: 'Planted text' } },
    egressAllow: ['planted.example'],
  })
  const facts = factsOf([half, hidden], {
    configuration,
    transitions: [
      transitionOf('health', NOW - HOUR),
      transitionOf('planted-check', NOW - HOUR, { region: 'planted-region', verdict: 'down', reasonCode: 'PLANTED_1' }),
      transitionOf('planted-retired', NOW - HOUR, {
        region: 'planted-region',
        verdict: 'down',
        reasonCode: 'PLANTED_1',
      }),
      transitionOf('planted-of-component', NOW - HOUR, {
        region: 'planted-region',
        verdict: 'down',
        reasonCode: 'PLANTED_1',
      }),
    ],
    retired: [
      {
        id: 'planted-retired',
        componentId: 'planted-component',
        region: 'planted-region',
        worst: null,
        retiredAt: NOW - 1,
      },
    ],
    evidence: [
      evidenceOf('health', NOW - 1000),
      evidenceOf('planted-check', NOW, {
        region: 'planted-region',
        lastOutcome: 'unknown',
        lastReasonCode: 'PLANTED_1',
        definite: { outcome: 'down', reasonCode: 'PLANTED_1' },
      }),
    ],
    occurrences: [
      occurrenceOf('mnt_planted', NOW + HOUR, { title: 'Planted work', components: ['planted-component'] }),
      occurrenceOf('mnt_2', NOW + HOUR, { components: ['api', 'planted-component'] }),
    ],
  })
  const incidents = [
    incidentOf('inc_planted_draft', NOW - 3, { title: 'Planted draft', draft: true }),
    incidentOf('inc_planted_private', NOW - 2, { title: 'Planted and private', private: true }),
    incidentOf('inc_2', NOW - 1, { components: [{ id: 'planted-component', impact: 'major_outage' }] }),
  ]
  const impacts = incidents.filter(isPublished).flatMap((incident) => incident.impacts)
  const written = JSON.stringify(toPublicView({ ...facts, incidents, impacts }, NOW))

  test('appears nowhere: neither components, checks, targets, regions, groups, reasons, nor what is told of them', () => {
    expect(written).toContain('mnt_2')
    expect(written).toContain('inc_2')
    expect(written.toLowerCase()).not.toContain(PLANTED)
  })

  test('changes nothing that is shown', () => {
    const { status, evidenceAt, staleAfterMs, locations } = toPublicView(facts, NOW)
    expect({ status, evidenceAt, staleAfterMs, locations }).toEqual({
      status: 'operational',
      evidenceAt: NOW - 1000,
      staleAfterMs: 95_000,
      locations: 1,
    })
  })
})
