import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#db/open.ts'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'
import { createToken } from '../../api/operators/tokens.ts'
import { watchSimulator } from '../e2e/service.ts'
import { printLimit } from './limits.ts'

/**
 * Many followers of `/api/events` at once: how soon all of them hear of a change, what each takes of memory, and what is
 * left of it when they are gone: `npm run bench:events [followers]`.
 */
const FOLLOWERS = Number(process.argv[2] ?? 1000)
const FROM_ONE_ADDRESS = 50

await using watched = await watchSimulator(
  { LOG_LEVEL: 'warn', SCOPIEN_CHECK_EVERY: '30s', ...SERVER_ENVIRONMENT },
  SERVER_FLAGS,
)
const { url, child } = watched.service
const db = await openDatabase(watched.variables['DATABASE_URL'] ?? '', 'db/migrations')
const token = await createToken(db, { name: 'bench', scopes: ['incidents:write'], expiresInMs: null }, Date.now())
await db.close()

/** Resident memory of the server, KiB. */
const residentKiB = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1])

/** Follows from an address of its own for each fifty; tells when the change is heard. */
async function follow(n: number): Promise<{ response: IncomingMessage; heardAt: Promise<number> }> {
  const localAddress = `127.0.0.${2 + Math.floor(n / FROM_ONE_ADDRESS)}`
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/api/events`, { agent: false, localAddress }, resolve).once('error', reject)
  })
  if (response.statusCode !== 200) throw new Error(`A follower was answered with ${response.statusCode}`)
  const heardAt = new Promise<number>((resolve) => {
    response.on('data', (chunk: Buffer) => {
      if (chunk.includes('event: incident')) resolve(performance.now())
    })
  })
  return { response, heardAt }
}

await sleep(4000)
const before = residentKiB()
const followers = []
for (let n = 0; n < FOLLOWERS; n++) followers.push(await follow(n))
await sleep(2000)
const during = residentKiB()

const body = JSON.stringify({ title: 'API is down', components: { api: 'major_outage' }, message: 'We look.' })
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
await fetch(`${url}/api/incidents`, { method: 'POST', headers, body })
const from = performance.now()
const heard = await Promise.all(followers.map(({ heardAt }) => heardAt))
printLimit({
  what: `a change reaches all of ${FOLLOWERS} followers within`,
  value: Math.max(...heard) - from,
  unit: 'ms',
  most: 500,
})
printLimit({ what: 'memory a follower', value: (during - before) / FOLLOWERS, unit: 'KiB', most: 20 })

for (const { response } of followers) response.destroy()
await sleep(3000)
printLimit({
  what: 'memory when they are gone, beside that before',
  value: residentKiB() / before,
  unit: '×',
  most: 1.3,
})
