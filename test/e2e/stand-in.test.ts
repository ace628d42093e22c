import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { PublicView } from '#domain/public-view.ts'
import { freePort } from '../free-port.ts'
import {
  eventually,
  isServing,
  type Service,
  startService,
  statusOf,
  statusText,
  temporaryFolder,
  watchSimulator,
} from './service.ts'

const HOUR_MS = 3_600_000

/** A server that has published into a folder and was then killed, and where a database is to be that cannot be. */
async function publishAndDie() {
  const folder = temporaryFolder()
  const publishDir = `${folder.path}/published`
  await using watched = await watchSimulator({ PUBLISH_DIR: publishDir })
  await eventually(async () => (await statusOf(watched.service, 'api')) === 'operational')
  await eventually(async () => readFileSync(`${publishDir}/api/status`, 'utf8').includes('"api":"operational"'))
  const variables = {
    ...watched.variables,
    PORT: String(await freePort()),
    DATABASE_URL: `file:${folder.path}/db/status.db`,
  }
  writeFileSync(`${folder.path}/db`, 'This is a file where a folder should be.')
  return { folder, publishDir, variables }
}

/** Starts the server, and ends it with the test at the latest. */
function start(variables: Readonly<Record<string, string>>): Service {
  const service = startService(variables)
  onTestFinished(async () => {
    service.child.kill('SIGKILL')
    await service.ended
  })
  return service
}

/** Makes what was published last as old as if that had been so long ago. */
function age(publishDir: string, ms: number): void {
  const { format, view }: { format: number; view: PublicView } = JSON.parse(
    readFileSync(`${publishDir}/.view.json`, 'utf8'),
  )
  const components = view.components.map((one) => ({ ...one, vouchedUntil: (one.vouchedUntil ?? 0) - ms }))
  writeFileSync(`${publishDir}/.view.json`, JSON.stringify({ format, view: { ...view, at: view.at - ms, components } }))
}

describe('a start without a database', () => {
  test('what was last published is served, until there is a database', async () => {
    const { folder, variables } = await publishAndDie()
    using _ = folder
    const service = start(variables)
    await isServing(service)
    expect(await statusOf(service, 'api')).toBe('operational')
    expect((await fetch(`${service.url}/`, { headers: { accept: 'text/html' } })).status).toBe(200)
    expect((await fetch(`${service.url}/api/components/api`)).status).toBe(200)

    const ready = await fetch(`${service.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not_ready', faults: ['The database cannot be used.'] },
    ])
    for (const path of ['/export/history.csv', '/api/events', '/metrics', '/api/audit', '/nowhere']) {
      const answer = await fetch(service.url + path)
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 503, 'application/problem+json'])
      expect(answer.headers.get('retry-after'), path).not.toBeNull()
      await answer.body?.cancel()
    }

    rmSync(`${folder.path}/db`)
    mkdirSync(`${folder.path}/db`)
    await eventually(async () => (await fetch(`${service.url}/readyz`)).ok)
    await eventually(async () => (await statusOf(service, 'api')) !== 'unknown')
    expect((await service.stop()).code).toBe(0)
  })

  test('a status whose evidence has aged is unknown', async () => {
    const { folder, publishDir, variables } = await publishAndDie()
    using _ = folder
    age(publishDir, HOUR_MS)
    const service = start(variables)
    await isServing(service)
    const { services } = JSON.parse(await statusText(service))
    expect(new Set(Object.values(services))).toEqual(new Set(['unknown']))
    expect((await service.stop()).code).toBe(0)
  })

  test('what has been made private since is not shown again', async () => {
    const { folder, variables } = await publishAndDie()
    using _ = folder
    const configuration = readFileSync('probes/scopien.yaml', 'utf8').replace(
      /^( *)- id: api$/m,
      '$&\n$1  private: true',
    )
    writeFileSync(`${folder.path}/private.yaml`, configuration)
    const { code, output } = await start({ ...variables, STATUS_CONFIG: `${folder.path}/private.yaml` }).ended
    expect(code).toBe(1)
    expect(output).toContain('what was last published tells of what is not public any more')
  })

  test('without anything published it fails as ever', async () => {
    const { folder, publishDir, variables } = await publishAndDie()
    using _ = folder
    rmSync(publishDir, { recursive: true })
    expect((await start(variables).ended).code).toBe(1)
  })

  test('a folder that cannot be written is refused, with its name', async () => {
    const { folder, variables } = await publishAndDie()
    using _ = folder
    const { code, output } = await start({ ...variables, PUBLISH_DIR: `${folder.path}/db/published` }).ended
    expect(code).toBe(1)
    expect(output).toMatch(/PUBLISH_DIR.*a folder that can be written/s)
  })
})
