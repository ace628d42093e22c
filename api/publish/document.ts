import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Language } from '#domain/language.ts'

export const JSON_TYPE = 'application/json; charset=utf-8'

/** How browsers show it: by itself, also in a frame of others' pages, or as a part of a page (style, script, picture). */
export type Role = 'whole' | 'framed' | 'part'

/** Bytes made ready: a request only picks them up. */
export interface Document {
  type: string
  body: Buffer
  /** Strong: of the bytes themselves. */
  etag: string
  /** When these bytes first held, ms since the epoch. */
  lastModified: number
  cacheControl: string
  /** When these facts held, ms since the epoch: the instant of the view that it was last made from. */
  factsAt: number
  /** The newest evidence behind it; `null` where there is none, or where it tells no facts. */
  evidenceAt: number | null
  /** Which headers of a request choose these bytes (RFC 9110, 12.5.5). */
  vary: string
  /** What it is written in, where there are several to choose from. */
  language?: Language | undefined
  role: Role
  /** Where the next page is (RFC 8288), of a list that goes on. */
  link?: string | undefined
  /** Prepared encodings; absent where they would not be smaller. */
  encoded: Readonly<Partial<{ br: Buffer; gzip: Buffer }>>
}

/** Below this, an encoding's own overhead is most of what it saves. */
const SMALLEST_ENCODED = 1024
// A window of 256 KiB holds any page of ours; the default takes 4 MiB of memory a run.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 } }

export interface Content extends Pick<Document, 'type' | 'cacheControl' | 'evidenceAt' | 'link' | 'language'> {
  /** `whole` unless it says otherwise. */
  role?: Role | undefined
  /** Besides what is accepted of encodings. */
  vary?: string
  body: string | Buffer
  /** What it becomes compressed, where that is known already. */
  encoded?: Document['encoded']
}

/** Prepares a document. One with the same bytes as `before` keeps its bytes and their age. */
export async function toDocument(
  { body: text, vary: also, encoded, role = 'whole', ...told }: Content,
  { at, before }: { at: number; before: Document | undefined },
): Promise<Document> {
  const body = Buffer.from(text)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const vary = also === undefined ? 'Accept-Encoding' : `Accept-Encoding, ${also}`
  const made = { ...told, role, factsAt: at, vary }
  if (before?.etag === etag) return { ...before, ...made }
  // Its unit is a second: two bodies of the same one must differ in it.
  const lastModified = Math.max(at, (before?.lastModified ?? 0) + 1000)
  return { ...made, body, etag, lastModified, encoded: encoded ?? (await encode(body)) }
}

async function encode(body: Buffer): Promise<Document['encoded']> {
  if (body.length < SMALLEST_ENCODED) return {}
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(body, BROTLI), promisify(gzip)(body)])
  return { ...(br.length < body.length && { br }), ...(gzipped.length < body.length && { gzip: gzipped }) }
}
