import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../db/open-test-database.ts'
import { openDesk } from './desk.ts'

const OPERATORS = 100
const INCIDENTS = 10

interface Entry {
  id: number
  actor: string
  subject: string
  action: string
  before: { title: string } | null
  after: { title: string }
}

type Desk = Awaited<ReturnType<typeof openDesk>>

/** Adds a mark to a title as it was read, until nobody has been quicker; counts how often somebody was. */
async function mark({ ask }: Desk, path: string, { token, n }: { token: string; n: number }): Promise<number> {
  for (let refused = 0; ; refused++) {
    const { body, headers } = await ask('GET', path, { token })
    const answer = await ask('PATCH', path, {
      token,
      body: { title: `${body.title} ${n}` },
      headers: { 'if-match': headers.get('etag') ?? '' },
    })
    if (answer.status === 200) return refused
    expect(answer.status).toBe(412)
  }
}

/** The marks on an incident in their order, and its revision. */
async function marksOf({ ask }: Desk, id: string): Promise<{ marks: number[]; revision: number }> {
  const { title, revision } = (await ask('GET', `/api/incidents/${id}`)).body
  const marks: number[] = title.split(' ').slice(1).map(Number)
  return { marks: marks.sort((a, b) => a - b), revision }
}

/** The whole audit log, newest first. */
async function auditOf({ ask }: Desk): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask('GET', `/api/audit?limit=100${cursor}`)
    entries.push(...body.entries)
    cursor = body.nextCursor === null ? null : `&cursor=${body.nextCursor}`
  }
  return entries
}

describe.each(DIALECTS)('a hundred operators who write to ten incidents at once, on %s', (_dialect, open) => {
  test('overwrite nothing that they have not seen, and each write is in the log in order', async () => {
    const desk = await openDesk(await open())
    const tokens = await Promise.all(
      Array.from({ length: OPERATORS }, (_, n) => desk.grant(`operator_${n}`, { scopes: ['incidents:write'] })),
    )
    const ids: string[] = []
    for (let n = 0; n < INCIDENTS; n++) {
      const { body } = await desk.ask('POST', '/api/incidents', { body: { title: '·', message: 'Seen.' } })
      ids.push(body.id)
    }
    const refused = await Promise.all(
      tokens.map((token, n) => mark(desk, `/api/incidents/${ids[n % INCIDENTS]}`, { token, n })),
    )
    expect(Math.max(...refused)).toBeGreaterThan(0)

    for (const [place, id] of ids.entries()) {
      const marks = Array.from({ length: OPERATORS / INCIDENTS }, (_, n) => n * INCIDENTS + place)
      expect(await marksOf(desk, id)).toEqual({ marks, revision: 1 + marks.length })
    }
    const entries = await auditOf(desk)
    expect(entries).toHaveLength(INCIDENTS + OPERATORS)
    expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort((a, b) => b - a))
    for (const id of ids) {
      const told = entries.filter(({ subject }) => subject === id).reverse()
      // What was before each change is what the one before it made.
      expect(told.slice(1).map(({ before }) => before?.title)).toEqual(
        told.slice(0, -1).map(({ after }) => after.title),
      )
    }
  })
})
