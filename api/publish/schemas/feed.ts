import * as z from 'zod'
import { instant, url } from './scalars.ts'

/** `/feed.json`: JSON Feed 1.1. */
export const jsonFeed = z
  .object({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: z.string(),
    home_page_url: url,
    feed_url: url,
    language: z.literal('en'),
    authors: z.array(z.object({ name: z.string() })),
    items: z.array(
      z.object({
        id: z.string().describe('A tag URI that never changes.'),
        url,
        title: z.string(),
        content_html: z.string(),
        date_published: instant,
      }),
    ),
  })
  .meta({
    id: 'JsonFeed',
    description: 'An entry for each update of an incident and each thing that became of a maintenance.',
  })
