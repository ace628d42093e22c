import type * as z from 'zod'
import type { HeaderName } from './headers.ts'
import type { RefusalCode } from './problems.ts'

/** What operations are about, in the order in which they are read. */
export const TAGS = {
  Status: 'How all of it is, now and at any instant that has passed.',
  Components: 'The parts that visitors know by name, their checks, their uptime and how fast they answer.',
  Incidents: 'Disturbances told to visitors. With a token they are opened, updated, put right and published.',
  Maintenance: 'Planned work, once or recurring. With a token it is planned, moved, begun, ended and called off.',
  Following: 'Events, feeds and a calendar, for who would rather be told than ask.',
  'Badges and exports': 'A status to put on another page, and everything on record to take away.',
  Statuspage:
    'The public API of Atlassian Statuspage, version 2, field for field: its clients need no more than this address.',
  Heartbeats: 'A job says by itself that it ran.',
  Audit: 'Who changed what.',
  'This server': 'How the server itself does, and what it can be asked.',
  Pages: 'The same facts for people.',
} as const
export type Tag = keyof typeof TAGS

/** Something that is sent in the path or in the query. */
export interface Parameter {
  description: string
  schema: z.ZodType
  example?: string | number
}

/** One way in which a request is answered as it was asked. */
export interface Answer {
  description: string
  /** What its JSON is; text where there is none. */
  schema?: z.ZodType
  /** Its media types, where neither a document says which nor it is JSON. */
  types?: readonly string[]
  /** What it may look like. */
  example?: string | object
  headers?: readonly HeaderName[]
}

/**
 * What a route or a public document cannot say of itself. The rest is read from it: its body's schema, the scopes that
 * open it, its media type, the names of its parameters, and with those most of what it refuses.
 */
export interface Operation {
  /** A name for programs: `listIncidents`. */
  id: string
  tag: Tag
  /** One line. */
  summary: string
  /** Markdown. */
  description?: string
  parameters?: Readonly<Record<string, Parameter>>
  /** Headers of the request that choose the answer. */
  headers?: Readonly<Record<string, Parameter>>
  /** A body that could be sent; its schema, where no handler has it. */
  body?: { example: object; schema?: z.ZodType }
  /** Whether who has no token is answered too, though it is no document. */
  open?: true
  /** Whether it makes something new or changes what is there: whole, once, and on the audit log. */
  change?: 'creates' | 'changes'
  /** By status. */
  answers: Readonly<Record<number, Answer>>
  /** What it refuses besides what follows from the rest. */
  problems?: readonly RefusalCode[]
}

/** Operations by `METHOD /path`, as routes and documents have it. */
export type Operations = Readonly<Record<string, Operation>>
