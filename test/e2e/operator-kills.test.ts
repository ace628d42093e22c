import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { insertToken } from '#db/tokens.ts'
import { tokenHash } from '#domain/token.ts'
import { freePort } from '../free-port.ts'
import { type Acknowledged, aMoment, lookAtRecord, writeUntilItEnds } from './operator-kills.ts'
import { isServing, startService, temporaryFolder } from './service.ts'

const KILLS = 12
const LONGEST_LOAD_MS = 500
const TOKEN = 'sk_operator'

/** The address of a record with one component and one token, made before any server runs on it. */
async function prepare(folder: string): Promise<Record<string, string>> {
  const url = `file:${folder}/status.db`
  const db = await openDatabase(url, 'db/migrations')
  const token = {
    id: 'tok_1',
    name: 'operator',
    scopes: ['admin'],
    createdAt: 0,
    expiresAt: null,
    revokedAt: null,
  } as const
  await db.write((tx) => insertToken(tx, db, { ...token, hash: tokenHash(TOKEN) }))
  await db.close()
  writeFileSync(`${folder}/status.yaml`, 'page: { name: Jobs }\ncomponents: [{ id: api, name: API }]\n')
  return { PORT: String(await freePort()), DATABASE_URL: url, STATUS_CONFIG: `${folder}/status.yaml` }
}

test('a server that is killed while operators write has each change whole or not at all, and all that it acknowledged', async () => {
  using folder = temporaryFolder()
  const variables = await prepare(folder.path)
  const acknowledged: Acknowledged = { revisions: new Map(), keys: new Set() }
  for (let kills = 0; kills < KILLS; kills++) {
    const service = startService(variables)
    await isServing(service)
    const load = writeUntilItEnds(service, TOKEN, acknowledged)
    await aMoment(LONGEST_LOAD_MS)
    service.child.kill('SIGKILL')
    await Promise.all([service.ended, load])
  }
  expect(lookAtRecord(`${folder.path}/status.db`, acknowledged)).toEqual({ lost: 0, halves: [] })
  expect(acknowledged.revisions.size).toBeGreaterThan(KILLS)
}, 120_000)
