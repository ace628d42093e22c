import * as z from 'zod'
import { event } from '../../publish/schemas/event.ts'
import { jsonFeed } from '../../publish/schemas/feed.ts'
import type { Operation, Operations } from '../operation.ts'

const EVENT = {
  id: '1795860002000000',
  event: 'status',
  data: { status: 'operational', components: [{ id: 'api', status: 'operational', since: null, reason: null }] },
}

const feed = (id: string, summary: string): Operation => ({
  ...{ id, tag: 'Following', summary },
  description:
    'An entry for each update of an incident and each thing that became of a maintenance; its id never changes.',
  answers: { 200: { description: 'The 50 newest entries.' } },
})

export const followingOperations: Operations = {
  'GET /api/events': {
    id: 'followEvents',
    tag: 'Following',
    summary: 'Server-sent events of what changes',
    description:
      'At first an event `status` says how things stand. Then come `status`, `incident` and `maintenance` as they change. One address may follow with 50 streams; there are 5000 in all.',
    headers: {
      'Last-Event-ID': {
        description: 'Where the follower left off: what came since is told again.',
        schema: z.string(),
        example: '1795860002000000',
      },
    },
    answers: {
      200: {
        description: 'A stream that does not end; the schema is that of one event.',
        ...{ types: ['text/event-stream'], schema: event, example: EVENT },
      },
    },
    problems: ['RATE_001', 'UNAVAILABLE'],
  },
  'GET /feed.atom': feed('getAtomFeed', 'The feed as Atom'),
  'GET /feed.rss': feed('getRssFeed', 'The feed as RSS 2.0'),
  'GET /feed.json': {
    ...feed('getJsonFeed', 'The feed as JSON Feed 1.1'),
    answers: { 200: { description: 'The 50 newest entries.', schema: jsonFeed } },
  },
  'GET /maintenance.ics': {
    id: 'getCalendar',
    tag: 'Following',
    summary: 'Maintenance as a calendar (RFC 5545)',
    description:
      'An event for each time: one that is moved has a higher SEQUENCE, one that is called off is CANCELLED.',
    answers: { 200: { description: 'The calendar.' } },
  },
}
