import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { environmentWith, loadConfiguration } from '#config'
import { openDatabase } from '#db/open.ts'
import { createToken } from '../api/operators/tokens.ts'
import { launchBrowser } from './browser.ts'
import { eventually, statusOf, temporaryFolder, watchSimulator } from './e2e/service.ts'
import { freePort } from './free-port.ts'
import { writePast } from './simulator/past.ts'

/**
 * What Lighthouse says of the built server's pages after ninety days, while all is well and while much is not:
 * `npm run lighthouse`. Lighthouse is fetched for the run, and its reports are written to `dist/lighthouse/`.
 */
const LIGHTHOUSE = 'lighthouse@13.5.0'
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const REPORTS = join(import.meta.dirname, '../dist/lighthouse')

type Category = (typeof CATEGORIES)[number]
interface Lighthouse {
  default: (
    url: string,
    flags: object,
  ) => Promise<{ report: string; lhr: { categories: Record<Category, { score: number | null }> } }>
}

using folder = temporaryFolder()
const databaseUrl = `file:${folder.path}/status.db`
const db = await openDatabase(databaseUrl, join(import.meta.dirname, '../db/migrations'))
await writePast(
  db,
  loadConfiguration('probes/scopien.yaml', environmentWith({ SCOPIEN_API_KEY: 'sk_test' })),
  Date.now(),
)
const token = await createToken(db, { name: 'lighthouse', scopes: ['incidents:write'], expiresInMs: null }, Date.now())
await db.close()

execFileSync('npm', [
  'install',
  '--no-save',
  '--silent',
  '--no-audit',
  '--no-fund',
  '--prefix',
  folder.path,
  LIGHTHOUSE,
])
const entry = pathToFileURL(join(folder.path, 'node_modules/lighthouse/core/index.js')).href
const { default: lighthouse }: Lighthouse = await import(entry)

const port = await freePort()
await using _browser = await launchBrowser([`--remote-debugging-port=${port}`])
// Asked more often, a page vouches for so few seconds that it may say that it is outdated while Lighthouse looks.
await using watched = await watchSimulator({
  ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', SCOPIEN_CHECK_EVERY: '5s' },
})
const { service, simulator } = watched
let isPerfect = true

/** Asks Lighthouse about one page, and prints a line. */
async function look(state: string, path: string): Promise<void> {
  const { lhr, report } = await lighthouse(service.url + path, { port, output: 'html', onlyCategories: CATEGORIES })
  const scores = CATEGORIES.map((category) => Math.floor((lhr.categories[category].score ?? 0) * 100))
  isPerfect &&= scores.every((score) => score === 100)
  console.log([state.padEnd(8), path.padEnd(32), ...scores.map((score) => String(score).padStart(16))].join(''))
  writeFileSync(join(REPORTS, `${state}${path.replaceAll('/', '-')}.html`), report)
}

/** Waits until the page says so: of what changes while Lighthouse looks, it would tell as of a fault. */
const shows = (sentence: string) => eventually(async () => (await (await fetch(service.url)).text()).includes(sentence))

async function tell(path: string, body: object): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(service.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`)
  return (await response.json()) as { id: string }
}

mkdirSync(REPORTS, { recursive: true })
console.log(['state'.padEnd(8), 'page'.padEnd(32), ...CATEGORIES.map((category) => category.padStart(16))].join(''))
await eventually(async () => (await statusOf(service, 'salesforce_sync')) === 'operational')
const { id } = await tell('/api/incidents', {
  ...{ title: 'Salesforce sync fails', status: 'investigating', message: 'We look into **it**.' },
  components: { salesforce_sync: 'major_outage' },
})
const pages = ['/', '/components/salesforce_sync', `/incidents/${id}`, '/history']

simulator.control('salesforce_sync', 'SYNC_002')
simulator.control('dashboard', 'slow')
await shows('Salesforce sync is down and Dashboard is degraded')
for (const path of pages) await look('burning', path)

simulator.control('salesforce_sync', 'ok')
simulator.control('dashboard', 'ok')
await tell(`/api/incidents/${id}/updates`, { status: 'resolved', message: 'It works again.' })
await shows('All systems operational')
for (const path of pages) await look('calm', path)

if (!isPerfect) process.exitCode = 1
