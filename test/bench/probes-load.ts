import { Client } from 'undici'
import { createEgress } from '../../probes/egress.ts'
import { probe } from '../../probes/probe.ts'
import { benchCheck } from './probes-check.ts'

/** Probes a target as fast as it can with ten at once, by our path or by undici alone; tells its parent what that cost. */
export interface LoadReport {
  probes: number
  cpuMs: number
  seconds: number
}

const AT_ONCE = 10
const WARM_UP_MS = 2000
const [kind = '', port = '', seconds = ''] = process.argv.slice(2)

const stopwatch = () => {
  const from = performance.now()
  return () => performance.now() - from
}
const egress = createEgress({ allow: ['127.0.0.0/8'], stopwatch })
const check = benchCheck(Number(port), 'load', 20_000)

const WAYS: Record<string, () => Promise<void>> = {
  ours: async () => {
    const { outcome } = await probe(check, { egress, errorCodes: {}, now: Date.now, stopwatch })
    if (outcome !== 'up') throw new Error(`found ${outcome}`)
  },
  undici: async () => {
    const client = new Client(`http://127.0.0.1:${port}`)
    const { statusCode, body } = await client.request({ path: '/load', method: 'GET' })
    const text = await body.text()
    if (statusCode !== 200 || text.length === 0) throw new Error(`found ${statusCode}`)
    await client.close()
  },
}

async function run(ms: number): Promise<number> {
  const way = WAYS[kind]
  if (!way) throw new Error(`Expected ${Object.keys(WAYS).join(' or ')}, got ${kind}`)
  const end = performance.now() + ms
  let probes = 0
  const worker = async () => {
    for (; performance.now() < end; probes++) await way()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return probes
}

await run(WARM_UP_MS)
const before = process.cpuUsage()
const from = performance.now()
const probes = await run(Number(seconds) * 1000)
const { user, system } = process.cpuUsage(before)
const report: LoadReport = { probes, cpuMs: (user + system) / 1000, seconds: (performance.now() - from) / 1000 }
process.send?.(report, () => process.exit())
