/** Headers of answers, by the name under which they are described once. */
export const HEADERS = {
  ETag: {
    name: 'ETag',
    description: 'Strong: of a document its bytes, of a resource `"id-revision"`.',
    schema: { type: 'string' },
  },
  LastModified: { name: 'Last-Modified', description: 'When these bytes first held.', schema: { type: 'string' } },
  CacheControl: {
    name: 'Cache-Control',
    description: 'How long the document may be kept, and how long it still says more than an error would.',
    schema: { type: 'string' },
  },
  AgeOfEvidence: {
    name: 'Age-Of-Evidence',
    description: 'How many seconds old the newest definite result behind it is; absent when there is none.',
    schema: { type: 'integer', minimum: 0 },
  },
  Link: {
    name: 'Link',
    description: 'The next page, as `rel="next"` (RFC 8288); absent on the last one.',
    schema: { type: 'string' },
  },
  Location: { name: 'Location', description: 'The path of what is new.', schema: { type: 'string' } },
  IdempotencyReplayed: {
    name: 'Idempotency-Replayed',
    description: '`true` where the request came before under the same key, and nothing was changed.',
    schema: { type: 'string', enum: ['true'] },
  },
  RetryAfter: {
    name: 'Retry-After',
    description: 'In how many seconds to ask again.',
    schema: { type: 'integer', minimum: 1 },
  },
  Allow: { name: 'Allow', description: 'What can be done at this path.', schema: { type: 'string' } },
  WwwAuthenticate: {
    name: 'WWW-Authenticate',
    description: '`Bearer`, with the scope that is missing where a token has not enough.',
    schema: { type: 'string' },
  },
} as const
export type HeaderName = keyof typeof HEADERS

/** Headers of requests that change something. */
export const CHANGE_HEADERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'For 24 hours the same request under the same key is answered as the first time, and changes nothing.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '7c0e9c1e-3a52-4f0b-9a2f-0c4f3c1f8c55',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that is known: the change is made only while it holds.',
    schema: { type: 'string' },
  },
} as const

/** Headers by the names that they have on the wire, as references to their descriptions. */
export function headerReferences(names: readonly HeaderName[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [HEADERS[name].name, { $ref: `#/components/headers/${name}` }]))
}

/** The descriptions that are referred to. */
export function headerComponents() {
  return Object.fromEntries(Object.entries(HEADERS).map(([key, { name: _, ...header }]) => [key, header]))
}
