import { execFileSync } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { SECURITY_HEADERS } from '../../api/headers.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Builds the gallery into `dist/gallery`. */
export function buildGallery(): void {
  execFileSync(join(ROOT, 'node_modules/.bin/astro'), ['build', '--root', 'test/gallery', '--silent'], {
    cwd: ROOT,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: 'inherit',
  })
}

/**
 * Serves the built gallery on the loopback interface, under the policy of the real server.
 *
 * @param port  0 for one that is free
 */
export async function serveGallery(port: number): Promise<AsyncDisposable & { origin: string }> {
  const app = new Hono()
    .use(async (c, next) => {
      await next()
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value)
    })
    .get('/', (c) => c.redirect('/en/'))
    .use(serveStatic({ root: join(ROOT, 'dist/gallery') }))
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, resolve)
  const address = await promise
  return {
    origin: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  }
}
