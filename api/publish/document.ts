import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Bytes made ready: a request only picks them up. */
export interface Document {
  type: string
  body: Buffer
  /** Strong: of the bytes themselves. */
  etag: string
  /** When these bytes first held, ms since the epoch. */
  lastModified: number
  cacheControl: string
  /** Prepared encodings; absent where they would not be smaller. */
  encoded: Readonly<Partial<{ br: Buffer; gzip: Buffer }>>
}

/** Below this, an encoding's own overhead is most of what it saves. */
const SMALLEST_ENCODED = 1024
// A window of 256 KiB holds any page of ours; the default takes 4 MiB of memory a run.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 } }

/** Prepares a document. One with the same bytes as `before` is `before`, with its age. */
export async function toDocument(
  content: { type: string; body: string | Buffer; cacheControl: string },
  { at, before }: { at: number; before: Document | undefined },
): Promise<Document> {
  const body = Buffer.from(content.body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  if (before?.etag === etag && before.cacheControl === content.cacheControl) return before
  return {
    type: content.type,
    body,
    etag,
    lastModified: at,
    cacheControl: content.cacheControl,
    encoded: await encode(body),
  }
}

async function encode(body: Buffer): Promise<Document['encoded']> {
  if (body.length < SMALLEST_ENCODED) return {}
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(body, BROTLI), promisify(gzip)(body)])
  return { ...(br.length < body.length && { br }), ...(gzipped.length < body.length && { gzip: gzipped }) }
}
