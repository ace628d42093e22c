import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { temporaryFolder, watchSimulator } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'
import { printLimit, quantile } from './limits.ts'
import { bundled, heard, start } from './processes.ts'
import type { Heard } from './read-bare.ts'

/**
 * How fast prepared documents are read, side by side with a bare `node:http` server that answers the same headers and
 * bytes, and with nginx that serves the same file; by wrk, 64 connections kept alive: `npm run bench:read [seconds]`.
 */
const SECONDS = Number(process.argv[2] ?? 5)
const ROUNDS = 3
const CONNECTIONS = 64
/** A connection kept alive would go stale while wrk runs and nobody here is awake. */
const ONCE = { connection: 'close' }

/** What is read, the share of the bare server that is asked for, and as whom. */
const READS = [
  { path: '/api/status', least: 0.9, accept: '*/*', known: false },
  { path: '/api/v2/summary.json', least: 0.8, accept: '*/*', known: false },
  { path: '/', least: 0.8, accept: 'text/html', known: false },
  { path: '/api/status', least: 1, accept: '*/*', known: true },
] as const

for (const tool of ['wrk', 'nginx']) {
  if (spawnSync('which', [tool]).status !== 0) throw new Error(`${tool} is needed: apt-get install wrk nginx-light`)
}

await using watched = await watchSimulator(
  { LOG_LEVEL: 'warn', SCOPIEN_CHECK_EVERY: '30s', ...SERVER_ENVIRONMENT },
  SERVER_FLAGS,
)
// The first seconds judge, and what is published changes with every verdict.
await sleep(4000)
const { url, child } = watched.service

/** A document as the server gives it to one who knows no encodings. */
async function listen({ path, accept }: (typeof READS)[number]): Promise<Heard> {
  const answer = await fetch(url + path, { headers: { ...ONCE, accept, 'accept-encoding': 'identity' } })
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
  )
  return { path, headers, body: Buffer.from(await answer.arrayBuffer()).toString('base64') }
}

/** Requests a second. The simulator lives in this process, which must not stand still: checks would fail. */
async function load(origin: string, { path, accept, known }: (typeof READS)[number], tag: string): Promise<number> {
  const headers = ['-H', `Accept: ${accept}`, ...(known ? ['-H', `If-None-Match: ${tag}`] : [])]
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...headers, origin + path]
  const { stdout } = await promisify(execFile)('wrk', args)
  if (!known && /Non-2xx/.test(stdout)) throw new Error(`${origin}${path} was not answered with 200:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN)
}

/** Refuses to compare what is answered otherwise. */
async function requireAnswer(
  origin: string,
  { path, accept, known }: (typeof READS)[number],
  tag: string,
): Promise<void> {
  const headers = { ...ONCE, accept, ...(known && { 'if-none-match': tag }) }
  const { status } = await fetch(origin + path, { headers })
  if (status !== (known ? 304 : 200)) throw new Error(`${origin}${path} was answered with ${status}`)
}

/** nginx on a folder with the same bytes. */
async function startNginx(
  folder: string,
  documents: readonly Heard[],
): Promise<{ origin: string; child: ChildProcess }> {
  const port = await freePort()
  for (const { path, body } of documents) {
    const file = join(folder, 'www', path === '/' ? 'index.html' : path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, Buffer.from(body, 'base64'))
  }
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${userInfo().uid === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; keepalive_requests 1000000000; open_file_cache max=100; ${paths.join(' ')}
       server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  )
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  await sleep(500)
  return { origin: `http://127.0.0.1:${port}`, child }
}

using folder = temporaryFolder()

const documents = await Promise.all(READS.filter(({ known }) => !known).map(listen))
const bare = start(await bundled('read-bare'), [])
bare.send(documents)
const bareOrigin = `http://127.0.0.1:${await heard<number>(bare)}`
const nginx = await startNginx(folder.path, documents)

try {
  for (const read of READS) {
    const tag = documents.find(({ path }) => path === read.path)?.headers['etag'] ?? ''
    for (const origin of [bareOrigin, url]) await requireAnswer(origin, read, tag)
    const rates = { ours: [] as number[], bare: [] as number[], nginx: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare.push(await load(bareOrigin, read, tag))
      rates.ours.push(await load(url, read, tag))
      rates.nginx.push(await load(nginx.origin, read, tag))
    }
    const [ours = 0, plain = 0, file = 0] = [rates.ours, rates.bare, rates.nginx].map((all) => quantile(all, 0.5))
    const what = `${read.path}${read.known ? ', known already (304)' : ''}`
    printLimit({ what: `${what}: share of bare node:http`, value: ours / plain, unit: '×', least: read.least })
    printLimit({ what: `${what}: share of nginx`, value: ours / file, unit: '×' })
    printLimit({ what: `${what}: requests a second`, value: Math.round(ours), unit: '' })
  }
  if (child.exitCode !== null) throw new Error('The server ended')
} finally {
  bare.kill()
  nginx.child.kill()
}
