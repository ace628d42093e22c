import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, statusOf, temporaryFolder, watchSimulator } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'

interface Answer {
  status: number
  /** Media type, without parameters. */
  type: string | undefined
  language: string | null
}

/** What is asked for, by one who accepts what. */
interface Place {
  path: string
  accept: string
  languages?: string
}

const HTML = 'text/html'
const PLACES: readonly Place[] = [
  { path: '/', accept: HTML },
  { path: '/docs', accept: HTML },
  ...[
    '/components/api',
    '/history',
    '/maintenance',
    '/embed',
    '/404.html',
    '/nowhere',
    '/history?month=x',
    '/history?month=1999-12',
  ].map((path) => ({ path, accept: HTML })),
  { path: '/embed?lang=de', accept: HTML },
  { path: '/history', accept: HTML, languages: 'de' },
  ...['/', '/docs', '/?lang=de', '/?lang=en', '/?lang=fr', '/docs?lang=de'].flatMap((path) =>
    ['de-AT,de;q=0.9,en;q=0.8', 'en-GB,en;q=0.9,de;q=0.8', 'fr', 'fr,de;q=0.5', 'de;q=0'].map((languages) => ({
      ...{ path, accept: HTML, languages },
    })),
  ),
  ...[
    ...[
      '/',
      '/?color=1',
      '/api/status',
      '/api/summary',
      '/api/components',
      '/api/components/api',
      '/api/components/api/uptime',
    ],
    ...['/api/components/api/latency', '/api/incidents', '/api/maintenance', '/api/v2/summary.json', '/openapi.json'],
    ...['/api/v2/incidents/unresolved.json', '/feed.atom', '/feed.rss', '/feed.json', '/history.atom', '/history.rss'],
    ...['/maintenance.ics', '/badge/overall.svg', '/badge/api.json', '/export/history.json', '/export/history.csv'],
    ...['/export/history.xml', '/favicon.svg', '/api/components/nobody', '/nowhere'],
  ].map((path) => ({ path, accept: '*/*' })),
]

let folder: ReturnType<typeof temporaryFolder>
let origin = ''
let stopNginx: () => Promise<void>
/** What our own server answered while it ran. */
const before = new Map<string, Answer>()

const nameOf = ({ path, accept, languages }: Place) => `${path} ${accept} ${languages}`

async function ask(from: string, { path, accept, languages = '' }: Place): Promise<Answer> {
  const answer = await fetch(from + path, { headers: { accept, 'accept-language': languages } })
  await answer.body?.cancel()
  return {
    status: answer.status,
    language: answer.headers.get('content-language'),
    type: answer.headers.get('content-type')?.split(';')[0],
  }
}

/** nginx over a folder, and nothing else. */
async function startNginx(root: string): Promise<() => Promise<void>> {
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  mkdirSync(`${folder.path}/nginx`)
  // Its workers run as another user, who must be able to come by.
  execFileSync('chmod', ['755', folder.path])
  writeFileSync(
    `${folder.path}/nginx.conf`,
    `daemon off; pid ${folder.path}/nginx/pid; error_log stderr warn; worker_processes 1;
events { }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder.path}/nginx;`).join(' ')}
  server { listen 127.0.0.1:${port}; root ${root}; include ${root}/nginx.conf; }
}`,
  )
  const nginx = spawn('nginx', ['-c', `${folder.path}/nginx.conf`], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  nginx.stderr.on('data', (chunk) => (said += chunk))
  const ended = once(nginx, 'close')
  await eventually(async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`)
    return fetch(origin).then(
      () => true,
      () => false,
    )
  })
  return async () => {
    nginx.kill()
    await ended
  }
}

beforeAll(async () => {
  folder = temporaryFolder()
  const root = `${folder.path}/published`
  {
    await using watched = await watchSimulator({ PUBLISH_DIR: root })
    await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
    await eventually(async () => readFileSync(`${root}/api/status`, 'utf8').includes('"api":"operational"'))
    await eventually(async () => existsSync(`${root}/nginx.conf`))
    for (const place of PLACES) before.set(nameOf(place), await ask(watched.service.url, place))
  }
  stopNginx = await startNginx(root)
}, 60_000)

afterAll(async () => {
  await stopNginx?.()
  folder?.[Symbol.dispose]()
})

describe('nginx over a published folder, with the server killed', () => {
  test.each(PLACES)('$path is answered to $accept in $languages as by the server itself', async (place) => {
    const { status, type, language } = before.get(nameOf(place)) ?? {}
    const answer = await ask(origin, place)
    expect(answer.status).toBe(status)
    if (status === 200) expect([answer.type, answer.language]).toEqual([type, language])
  })

  test('the status document is there to the letter', async () => {
    const { services } = JSON.parse(await (await fetch(`${origin}/api/status`)).text())
    expect(services.api).toBe('operational')
  })

  test('only the strip may be framed', async () => {
    for (const [path, ancestors] of [
      ['/embed', '*'],
      ['/history', "'none'"],
      ['/nowhere', "'none'"],
    ]) {
      const answer = await fetch(origin + path)
      await answer.body?.cancel()
      expect(answer.headers.get('content-security-policy'), path).toContain(`frame-ancestors ${ancestors}`)
    }
  })

  test('what is not there is told by our own page', async () =>
    expect(await (await fetch(`${origin}/nowhere`)).text()).toContain('There is nothing here'))

  test('who would follow what happens is told that nothing will', async () =>
    expect((await fetch(`${origin}/api/events`)).status).toBe(204))

  test('the headers of safety and caching are those of the server', async () => {
    for (const { path, accept } of PLACES.slice(0, 6)) {
      const answer = await fetch(origin + path, { headers: { accept } })
      await answer.body?.cancel()
      expect(answer.headers.get('content-security-policy'), path).toContain("default-src 'none'")
      expect(answer.headers.get('access-control-allow-origin'), path).toBe('*')
      expect(answer.headers.get('cache-control'), path).toMatch(/^public, max-age=5, .*stale-if-error=\d+$/)
    }
  })

  test('styles are kept for ever, the page comes compressed, and what is known is not sent again', async () => {
    const page = await fetch(origin, { headers: { accept: HTML } })
    const style = /href="(\/_astro\/[^"]+\.css)"/.exec(await page.text())?.[1] ?? ''
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-encoding')).toBe('gzip')
    expect(page.headers.get('vary')).toMatch(/accept/i)
    expect((await fetch(origin + style)).headers.get('cache-control')).toContain('immutable')
    const etag = page.headers.get('etag') ?? ''
    expect((await fetch(origin, { headers: { accept: HTML, 'if-none-match': etag } })).status).toBe(304)
  })

  test.each(['/.view.json', '/.files.json', '/nginx.conf', '/api/../.view.json'])('%s is for nobody', async (path) => {
    expect((await fetch(origin + path)).status).toBe(404)
  })
})
