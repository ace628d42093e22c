import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { toDocument } from '../../../api/publish/document.ts'

const content = (body: string) => ({ type: 'text/plain', body, cacheControl: 'no-cache', evidenceAt: null })
const LONG = 'All systems operational. '.repeat(200)

describe('toDocument', () => {
  test('the same bytes have the same strong tag, others another', async () => {
    const [one, same, other] = await Promise.all(
      ['a', 'a', 'b'].map((body) => toDocument(content(body), { at: 1, before: undefined })),
    )
    expect(one?.etag).toMatch(/^"[\w-]{22}"$/)
    expect(same?.etag).toBe(one?.etag)
    expect(other?.etag).not.toBe(one?.etag)
  })

  test('unchanged bytes keep the time at which they first held', async () => {
    const before = await toDocument(content('a'), { at: 1000, before: undefined })
    expect((await toDocument(content('a'), { at: 2000, before })).lastModified).toBe(1000)
    expect((await toDocument(content('b'), { at: 2000, before })).lastModified).toBe(2000)
  })

  test('two bodies of one second differ in the second that they are dated with', async () => {
    const before = await toDocument(content('a'), { at: 1050, before: undefined })
    expect((await toDocument(content('b'), { at: 1900, before })).lastModified).toBe(2050)
  })

  test('unchanged bytes tell of the newer evidence behind them', async () => {
    const before = await toDocument(content('a'), { at: 1000, before: undefined })
    const after = await toDocument({ ...content('a'), evidenceAt: 1500 }, { at: 2000, before })
    expect(after).toMatchObject({ factsAt: 2000, evidenceAt: 1500, lastModified: 1000 })
  })

  test('both encodings give back the bytes', async () => {
    const { encoded } = await toDocument(content(LONG), { at: 1, before: undefined })
    expect(brotliDecompressSync(encoded.br ?? '').toString()).toBe(LONG)
    expect(gunzipSync(encoded.gzip ?? '').toString()).toBe(LONG)
  })

  test('a short document is not encoded', async () => {
    expect((await toDocument(content('short'), { at: 1, before: undefined })).encoded).toEqual({})
  })
})
