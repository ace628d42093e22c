import { createServer } from 'node:http'

/** What the bare server answers at a path, as it was heard of the real one. */
export interface Heard {
  path: string
  headers: Record<string, string>
  /** base64 */
  body: string
}

/** The least that Node does: the same headers and bytes by a table, and 304 to the tag. */
process.once('message', (heard: readonly Heard[]) => {
  const documents = new Map(
    heard.map(({ path, headers, body }) => {
      const { 'content-length': _length, 'content-type': _type, ...notModified } = headers
      return [path, { headers, notModified, body: Buffer.from(body, 'base64') }] as const
    }),
  )
  const server = createServer((request, response) => {
    const document = documents.get(request.url ?? '')
    if (!document) return void response.writeHead(404).end()
    const { headers, notModified, body } = document
    if (request.headers['if-none-match'] === headers['etag']) return void response.writeHead(304, notModified).end()
    response.writeHead(200, headers).end(body)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(typeof address === 'object' && address ? address.port : 0)
  })
})
