import { spawn } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { precompress } from './precompress.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(ROOT, 'dist')
const onlyStale = process.argv.includes('--stale')

/** A part of `dist/`: made from files, and a stamp that says when. */
interface Part {
  name: string
  stamp: string
  sources: readonly string[]
  make: () => Promise<void>
}

const PARTS: readonly Part[] = [
  {
    name: 'the site',
    stamp: join(DIST, '.site'),
    sources: ['site/**/*', 'api/domain/**/*.ts', 'package-lock.json'],
    make: buildSite,
  },
  {
    name: 'the server',
    stamp: join(DIST, '.server'),
    sources: ['config.ts', 'api/**/*.ts', 'db/**/*.ts', 'probes/**/*.ts', 'package-lock.json'],
    make: buildServer,
  },
  {
    name: 'the description of the API',
    stamp: join(DIST, '.openapi'),
    sources: ['api/**/*.ts', 'package.json', 'package-lock.json'],
    make: describeApi,
  },
]

async function buildSite(): Promise<void> {
  rmSync(join(DIST, 'site'), { recursive: true, force: true })
  await run('env', [
    'ASTRO_TELEMETRY_DISABLED=1',
    join(ROOT, 'node_modules/.bin/astro'),
    'build',
    '--root',
    'site',
    '--silent',
  ])
  precompress(join(DIST, 'site/client'))
  await bundle(join(DIST, 'site/server/entry.mjs'), join(DIST, 'site.js'))
}

/** The server, and the command by which it takes backups, which lies as deep as its source. */
async function buildServer(): Promise<void> {
  await bundle(join(ROOT, 'api/main.ts'), join(DIST, 'server.js'))
  await bundle(join(ROOT, 'api/cli/backup.ts'), join(DIST, 'cli/backup.js'))
}

/** Written down here, so that the server itself has nothing of it to load or to reckon. */
async function describeApi(): Promise<void> {
  const { openapiDocument } = await import('../openapi/document.ts')
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  mkdirSync(DIST, { recursive: true })
  writeFileSync(join(DIST, 'openapi.json'), JSON.stringify(openapiDocument(version)))
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))))
  })
}

function isStale({ stamp, sources }: Part): boolean {
  const made = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return globSync(sources, { cwd: ROOT }).some((file) => statSync(join(ROOT, file)).mtimeMs > made)
}

for (const part of PARTS) {
  if (onlyStale && !isStale(part)) continue
  const from = performance.now()
  process.stdout.write(`building ${part.name} … `)
  await part.make()
  mkdirSync(DIST, { recursive: true })
  writeFileSync(part.stamp, '')
  console.log(`${((performance.now() - from) / 1000).toFixed(1)} s`)
}
