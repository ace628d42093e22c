import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { DEFAULT_SPEECH, type Speech } from '#domain/language.ts'
import type { PublicView } from '#domain/public-view.ts'
import { SECURITY_HEADERS } from '../../api/headers.ts'
import type { PageSubject } from '../../api/publish/pages.ts'

const CLIENT = new URL('../../dist/site/client/', import.meta.url)
const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

/** A page as it is built, of a view, with what it is about where that is one thing; in English unless said. */
export async function renderPage(
  view: PublicView,
  path = '/',
  about: PageSubject = {},
  speech: Speech = DEFAULT_SPEECH,
): Promise<string> {
  const built: {
    render(request: Request, locals: { view: PublicView; speech: Speech } & PageSubject): Promise<Response>
  } = await import(new URL('../../dist/site.js', import.meta.url).href)
  const response = await built.render(new Request(view.page.url + path), { view, speech, ...about })
  if (response.status !== 200) throw new Error(`Expected the page, got status ${response.status}`)
  return response.text()
}

/** A file that a page asks for, by its path. */
export const readAsset = (path: string): Promise<Buffer> => readFile(new URL(`.${path}`, CLIENT))

/** The paths of what a page asks for: its style, its icon and its script. */
export const assetPaths = (page: string): string[] =>
  [...page.matchAll(/<(?:link rel="(?:icon|stylesheet)" href|script(?: type="module")? src)="([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )

export interface ServedPages extends AsyncDisposable {
  origin: string
  /** How often each path was asked for. */
  asked: ReadonlyMap<string, number>
}

/**
 * Serves pages by path, and what they ask for, on the loopback interface under the policy of the real server.
 *
 * @param pages   read anew each time, so that what is set in them is served from then on
 * @param events  answers who wants to follow what happens; unless given, nothing does
 */
export async function servePages(
  pages: ReadonlyMap<string, string>,
  events: (response: ServerResponse) => void = (response) => response.writeHead(204, SECURITY_HEADERS).end(),
): Promise<ServedPages> {
  const files = new Map<string, Buffer>()
  const asked = new Map<string, number>()
  for (const path of [...pages.values()].flatMap(assetPaths)) files.set(path, await readAsset(path))
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.set(path, (asked.get(path) ?? 0) + 1)
    if (path === '/api/events') {
      events(response)
      return
    }
    const body = pages.get(path) ?? files.get(path)
    const type = TYPES[extname(path)] ?? 'text/html; charset=utf-8'
    response.writeHead(body === undefined ? 404 : 200, { ...SECURITY_HEADERS, 'content-type': type })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: originOf(server), asked, [Symbol.asyncDispose]: () => close(server) }
}

function originOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port')
  return `http://127.0.0.1:${address.port}`
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
