import * as z from 'zod'
import { OCCURRENCE_STATES } from '#domain/maintenance.ts'
import { operatorOccurrence, operatorOccurrencePage, preview } from '../../operators/schemas/maintenance.ts'
import { occurrence, occurrencePage } from '../../publish/schemas/maintenance.ts'
import type { Operations } from '../operation.ts'
import { occurrenceId, page, word } from './parameters.ts'

const asItStands = { description: 'The occurrence as it stands now.', schema: operatorOccurrence }
const PLANNED = {
  title: 'New database',
  description: 'We move to a *faster* machine.',
  components: ['api', 'dashboard'],
  startsAt: '2026-12-06T02:00:00',
  durationMinutes: 120,
  timezone: 'America/New_York',
  rrule: 'FREQ=MONTHLY;BYDAY=1SU',
  expect: ['API requests may fail'],
}

export const maintenanceOperations: Operations = {
  'GET /api/maintenance': {
    id: 'listMaintenance',
    tag: 'Maintenance',
    summary: 'Times of planned work',
    description:
      'Without a query what is in progress, begins within 30 days or comes next; with a token all that is to come. With a query any page of all there ever were.',
    parameters: { state: word('Only these; `scheduled` soonest first.', OCCURRENCE_STATES), ...page },
    answers: {
      200: {
        description: 'Occurrences of maintenance.',
        schema: z.union([occurrencePage, operatorOccurrencePage]),
        headers: ['Link'],
      },
    },
  },
  'GET /api/maintenance/:id': {
    id: 'getOccurrence',
    tag: 'Maintenance',
    summary: 'One time of planned work, and what has become of it',
    parameters: { id: occurrenceId },
    answers: { 200: { description: 'The occurrence.', schema: z.union([occurrence, operatorOccurrence]) } },
  },
  'POST /api/maintenance': {
    id: 'planMaintenance',
    tag: 'Maintenance',
    summary: 'Plans work, once or by a rule',
    description:
      "`startsAt` is read from the clock of `timezone`, which is the page's unless said. `rrule` is a rule of RFC 5545. What begins sooner than its notice needs `shortNotice`.",
    body: { example: PLANNED },
    change: 'creates',
    answers: { 201: { description: 'The first time that it takes place.', schema: operatorOccurrence } },
  },
  'POST /api/maintenance/preview': {
    id: 'previewMaintenance',
    tag: 'Maintenance',
    summary: 'Shows the next twelve times of work, and plans nothing',
    parameters: {
      zone: {
        description: 'Another IANA time zone to tell the times in.',
        schema: z.string(),
        example: 'Europe/Berlin',
      },
    },
    body: { example: PLANNED },
    answers: { 200: { description: 'In UTC, by its own clock and by that of the zone asked for.', schema: preview } },
  },
  'PATCH /api/maintenance/:id': {
    id: 'patchOccurrence',
    tag: 'Maintenance',
    summary: 'Moves, extends or changes one time',
    description:
      'While it has not begun `startsAt`, while it is not over `components` and `durationMinutes`, and its words at any time.',
    parameters: { id: occurrenceId },
    body: { example: { durationMinutes: 180, expect: ['API requests may fail', 'The dashboard may be slow'] } },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/maintenance/:id/start': {
    id: 'startOccurrence',
    tag: 'Maintenance',
    summary: 'Begins it now',
    parameters: { id: occurrenceId },
    body: { example: {} },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/maintenance/:id/end': {
    id: 'endOccurrence',
    tag: 'Maintenance',
    summary: 'Ends it now',
    parameters: { id: occurrenceId },
    body: { example: {} },
    change: 'changes',
    answers: { 200: asItStands },
  },
  'POST /api/maintenance/:id/cancel': {
    id: 'cancelOccurrence',
    tag: 'Maintenance',
    summary: 'Calls it off',
    parameters: { id: occurrenceId },
    body: { example: {} },
    change: 'changes',
    answers: { 200: asItStands },
  },
}
