import { setTimeout as sleep } from 'node:timers/promises'
import { printLimit } from './limits.ts'

/** Every document that tells of an incident, and by what it is seen there: its title, or the status of its component. */
const DOCUMENTS: readonly { path: string; accept?: string; shows: (title: string) => string }[] = [
  ...['/api/status', '/api/components', '/api/components/c0', '/api/v2/components.json'].map((path) => ({
    path,
    shows: () => 'major_outage',
  })),
  ...['/api/v2/status.json', '/api/v2/summary.json'].map((path) => ({ path, shows: () => '"critical"' })),
  ...['/api/summary', '/api/incidents', '/api/v2/incidents.json', '/api/v2/incidents/unresolved.json'].map(titled),
  ...['/feed.atom', '/feed.rss', '/feed.json', '/history.atom', '/history.rss', '/export/history.json', '/'].map(
    titled,
  ),
  { path: '/', accept: 'text/html', shows: (title) => title },
  { path: '/badge/c0.json', shows: () => 'major outage' },
]
const ROUNDS = 8
const LONGEST_MS = 10_000

function titled(path: string) {
  return { path, shows: (title: string) => title }
}

/** Opens an incident again and again, and prints how long it took to be in every document. */
export async function printChanges(url: string, token: string): Promise<void> {
  const slowest: { path: string; ms: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const title = `Load ${round} ${crypto.randomUUID()}`
    const from = performance.now()
    const seen = DOCUMENTS.map(async ({ path, accept, shows }) => {
      await eventuallyTold(url + path, accept, shows(title))
      return { path, ms: performance.now() - from }
    })
    const { id } = await post(url, token, '/api/incidents', {
      ...{ title, components: { c0: 'major_outage' }, message: 'We look into it.' },
    })
    const all = await Promise.all(seen)
    slowest.push(all.reduce((one, other) => (other.ms > one.ms ? other : one)))
    await post(url, token, `/api/incidents/${id}/updates`, { status: 'resolved', message: 'It is over.' })
    await sleep(2000)
  }
  const [last = { path: '', ms: Number.NaN }] = slowest.toSorted((one, other) => other.ms - one.ms)
  printLimit({
    what: `a change in all of ${DOCUMENTS.length} documents (last ${last.path})`,
    ...{ value: last.ms, unit: 'ms', most: 1000 },
  })
}

async function eventuallyTold(target: string, accept = '*/*', told: string): Promise<void> {
  for (const until = performance.now() + LONGEST_MS; performance.now() < until; await sleep(20)) {
    const answer = await fetch(target, { headers: { accept } })
    if ((await answer.text()).includes(told)) return
  }
  throw new Error(`${target} did not tell of ${told} in ${LONGEST_MS / 1000} s`)
}

async function post(url: string, token: string, path: string, body: object): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}
