import * as z from 'zod'
import { operatorIncident, operatorIncidentPage } from '../../operators/schemas/incident.ts'
import { incident, incidentPage } from '../../publish/schemas/incident.ts'
import type { Operations } from '../operation.ts'
import { idOf, incidentId, page, word } from './parameters.ts'

const asItStands = { description: 'The incident as it stands now.', schema: operatorIncident }

export const incidentOperations: Operations = {
  'GET /api/incidents': {
    id: 'listIncidents',
    tag: 'Incidents',
    summary: 'Incidents, newest start first',
    description: 'With a token also drafts and private ones.',
    parameters: {
      status: word('Only these; `draft` with a token only.', ['unresolved', 'resolved', 'draft']),
      ...page,
    },
    answers: {
      200: {
        description: 'One page of them.',
        schema: z.union([incidentPage, operatorIncidentPage]),
        headers: ['Link'],
      },
    },
  },
  'GET /api/incidents/:id': {
    id: 'getIncident',
    tag: 'Incidents',
    summary: 'One incident with its updates',
    parameters: { id: incidentId },
    answers: { 200: { description: 'The incident.', schema: z.union([incident, operatorIncident]) } },
  },
  'POST /api/incidents': {
    id: 'openIncident',
    tag: 'Incidents',
    summary: 'Opens an incident',
    description:
      '`components` says what each suffers. `startedAt` may lie in the past, with `resolvedAt` where it is told when it is over. A `draft` is not told to visitors until it is published, a `private` one never.',
    body: {
      example: {
        title: 'API requests fail',
        status: 'investigating',
        components: { api: 'major_outage' },
        message: 'We look **into** it.',
        nextUpdateBy: '2026-11-23T16:00:00Z',
      },
    },
    change: 'creates',
    answers: { 201: { description: 'The incident as it was opened.', schema: operatorIncident } },
  },
  'PATCH /api/incidents/:id': {
    id: 'patchIncident',
    tag: 'Incidents',
    summary: 'Changes what is said of an incident as a whole',
    description: 'A `postmortem` is possible once it is resolved.',
    parameters: { id: incidentId },
    body: { example: { title: 'API requests fail in Europe', startedAt: '2026-11-23T14:50:00Z' } },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/incidents/:id/updates': {
    id: 'addUpdate',
    tag: 'Incidents',
    summary: 'Adds an update',
    description:
      'Of `components`, `operational` ends an impact, and what is not named goes on. An update after the resolution opens the incident again.',
    parameters: { id: incidentId },
    body: {
      example: { status: 'identified', message: 'A disk is full.', components: { api: 'partial_outage' } },
    },
    change: 'changes',
    answers: { 201: asItStands },
  },
  'PATCH /api/incidents/:id/updates/:updateId': {
    id: 'correctUpdate',
    tag: 'Incidents',
    summary: 'Puts the message of an update right',
    description: 'The earlier text stays in the audit log.',
    parameters: { id: incidentId, updateId: idOf('one of its updates', 'upd_9x1c7d2m4k8q0w3e5r6t') },
    body: { example: { message: 'A disk of the database is full.' } },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/incidents/:id/publish': {
    id: 'publishIncident',
    tag: 'Incidents',
    summary: 'Tells visitors of a draft',
    parameters: { id: incidentId },
    body: { example: {} },
    change: 'changes',
    answers: { 200: asItStands },
  },
}
