import { describe, expect, test, vi } from 'vitest'
import type { PublicView } from '#domain/public-view.ts'
import type { Renderer } from '../../../api/publish/edition.ts'
import { createPublisher } from '../../../api/publish/publisher.ts'
import { makeView } from '../../site/view.ts'
import { testTracer } from '../../tracing/tracer.ts'

const plain = (path: string, render: Renderer['render']): Renderer => ({ path, type: 'text/plain', render })
const sentenceOf = (view: PublicView) => view.sentence

function publisherOf(renderers: readonly Renderer[], loadView: () => Promise<PublicView>) {
  const onFailure = vi.fn()
  const onEdition = vi.fn()
  return { onFailure, onEdition, publisher: createPublisher({ loadView, renderers, onFailure, onEdition }) }
}

describe('createPublisher', () => {
  test('there is no edition before the first is made', async () => {
    const { publisher } = publisherOf([plain('/a', sentenceOf)], async () => makeView({}))
    expect(publisher.edition()).toBeUndefined()
    publisher.markStale()
    await publisher.settled()
    expect(publisher.edition()?.documents.get('/a')?.body.toString()).toBe(makeView({}).sentence)
  })

  test('many changes while one edition is made become one more', async () => {
    const loadView = vi.fn(async () => makeView({}))
    const { publisher } = publisherOf([plain('/a', sentenceOf)], loadView)
    for (let change = 0; change < 10; change++) publisher.markStale()
    await Promise.resolve()
    for (let change = 0; change < 10; change++) publisher.markStale()
    await publisher.settled()
    expect(loadView).toHaveBeenCalledTimes(2)
  })

  test('a page that cannot be rendered stays as it was, and takes no other document down', async () => {
    let broken = false
    const page = plain('/', () => {
      if (broken) throw new Error('broken')
      return 'page'
    })
    const views = [makeView({}), { ...makeView({}), sentence: 'Changed' }]
    const { publisher, onFailure } = publisherOf(
      [page, plain('/api/status', sentenceOf)],
      async () => views[broken ? 1 : 0] ?? makeView({}),
    )
    publisher.markStale()
    await publisher.settled()
    broken = true
    publisher.markStale()
    await publisher.settled()
    expect(publisher.edition()?.documents.get('/')?.body.toString()).toBe('page')
    expect(publisher.edition()?.documents.get('/api/status')?.body.toString()).toBe('Changed')
    expect(onFailure).toHaveBeenCalledWith('/', expect.any(Error))
  })

  test('a trace tells which document could not be rendered, and is what that is told within', async () => {
    const { tracer, told } = testTracer({ share: 0 })
    const within: (string | undefined)[] = []
    const onFailure = () => within.push(tracer.current()?.trace_id)
    const renderers = [plain('/', () => Promise.reject(new RangeError('broken'))), plain('/a', sentenceOf)]
    const loadView = vi.fn(async () => makeView({}))
    const publisher = createPublisher({ loadView, renderers, onEdition: () => undefined, onFailure, tracer })
    publisher.markStale()
    await publisher.settled()
    loadView.mockRejectedValue(Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' }))
    publisher.markStale()
    await publisher.settled()
    const failed = told.filter((span) => span.failed)
    expect(failed.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
      ['publish edition', 'render'],
      ['render /', 'RangeError'],
      ['publish edition', 'SQLITE_BUSY'],
      ['load facts', 'SQLITE_BUSY'],
    ])
    expect(within).toEqual([failed[0]?.traceId, failed[2]?.traceId])
  })

  test('a page that stays broken is gone once its evidence vouches no more', async () => {
    const first = makeView({})
    const views = [
      first,
      { ...first, at: first.at + first.staleAfterMs },
      { ...first, at: first.at + first.staleAfterMs + 1 },
    ]
    let edition = 0
    const page = plain('/', () => {
      if (edition > 1) throw new Error('broken')
      return 'page'
    })
    const { publisher } = publisherOf([page], async () => views[edition++] ?? first)
    const seen: boolean[] = []
    for (const _ of views) {
      publisher.markStale()
      await publisher.settled()
      seen.push(publisher.edition()?.documents.has('/') ?? false)
    }
    expect(seen).toEqual([true, true, false])
  })

  test('facts that cannot be read leave the last edition in place', async () => {
    const loadView = vi.fn(async () => makeView({})).mockRejectedValueOnce(new Error('locked'))
    const { publisher, onFailure, onEdition } = publisherOf([plain('/a', sentenceOf)], loadView)
    publisher.markStale()
    await publisher.settled()
    expect(onFailure).toHaveBeenCalledWith(null, expect.any(Error))
    publisher.markStale()
    await publisher.settled()
    expect(onEdition).toHaveBeenCalledOnce()
  })

  test('a document may be kept for five seconds, and served over an error as long as its evidence vouches', async () => {
    const { publisher } = publisherOf([plain('/a', sentenceOf)], async () => ({
      ...makeView({}),
      staleAfterMs: 95_000,
    }))
    publisher.markStale()
    await publisher.settled()
    expect(publisher.edition()?.documents.get('/a')?.cacheControl).toBe(
      'public, max-age=5, stale-while-revalidate=10, stale-if-error=95',
    )
  })
})
