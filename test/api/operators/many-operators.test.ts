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

    /** Adds a mark to the title as it was read, until nobody has been quicker; counts how often somebody was. */
    const mark = async (token: string, n: number): Promise<number> => {
      const path = `/api/incidents/${ids[n % INCIDENTS]}`
      for (let refused = 0; ; refused++) {
        const { body, headers } = await desk.ask('GET', path, { token })
        const answer = await desk.ask('PATCH', path, {
          token,
          body: { title: `${body.title} ${n}` },
          headers: { 'if-match': headers.get('etag') ?? '' },
        })
        if (answer.status === 200) return refused
        expect(answer.status).toBe(412)
      }
    }
    const refused = await Promise.all(tokens.map(mark))
    expect(Math.max(...refused)).toBeGreaterThan(0)

    for (const [place, id] of ids.entries()) {
      const { body } = await desk.ask('GET', `/api/incidents/${id}`)
      const marks = body.title.split(' ').slice(1).map(Number)
      const wanted = Array.from({ length: OPERATORS / INCIDENTS }, (_, n) => n * INCIDENTS + place)
      expect(marks.sort((a: number, b: number) => a - b)).toEqual(wanted)
      expect(body.revision).toBe(1 + wanted.length)
    }

    const entries: Entry[] = []
    for (let cursor = ''; entries.length === 0 || cursor !== ''; ) {
      const { body } = await desk.ask('GET', `/api/audit?limit=100${cursor}`)
      entries.push(...body.entries)
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
    }
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
