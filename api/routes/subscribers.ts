import { Hono } from 'hono'
import { Problem } from '../problem.ts'

/** Statuspage's subscriptions, which this page does not have yet. */
export const subscriberRoutes = () =>
  new Hono().post('/api/v2/subscribers.json', () => {
    throw new Problem(
      'NOT_IMPLEMENTED',
      'This page has no subscriptions yet: follow /feed.atom, /feed.json or /api/events.',
    )
  })
