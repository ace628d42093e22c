import { Hono } from 'hono'
import { Problem } from '../problem.ts'

/** Reached only while no page was ever rendered: the documents are served before this. */
export const pageRoutes = () =>
  new Hono().get('/', () => {
    throw new Problem('UNAVAILABLE', 'The page could not be rendered; /api/status has the same facts.')
  })
