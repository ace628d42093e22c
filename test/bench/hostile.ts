import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { probe } from '../../probes/probe.ts'
import { httpCheck } from '../probes/checks.ts'
import { probeDeps } from '../probes/deps.ts'
import type { HostileTarget } from '../probes/hostile/target.ts'
import { TARGETS } from '../probes/hostile/targets.ts'
import { foundAt, openEgress } from '../probes/requests.ts'

/**
 * Asks every hostile target, one after another and then all at once, and prints how each ended, how far past its
 * deadline, what memory it took, and how late a control check began that runs beside them: `npm run bench:hostile`.
 * The targets run in a process of their own, so that what they spend is not taken for ours.
 */
const LIMITS = { pastMs: 250, growthMb: 50, latenessMs: 100 }
const CONTROL_EVERY_MS = 100
const MB = 1024 * 1024

const servers = fork(fileURLToPath(new URL('hostile-servers.ts', import.meta.url)))
const [{ ports, control, trusted }] = await once(servers, 'message')
setDefaultCACertificates(trusted)
const deps = probeDeps({ egress: openEgress({ lookup: foundAt('127.0.0.1') }) })

interface Ending {
  name: string
  reason: string
  right: boolean
  /** How far past its deadline it ended, in ms; below 0 when before. */
  pastMs: number
}

async function ask({ name, check, reason }: HostileTarget, index: number): Promise<Ending> {
  const asked = check(Number(ports[index]))
  const from = performance.now()
  const result = await probe(asked, deps)
  const pastMs = performance.now() - from - asked.timeoutMs
  return { name, reason: result.reasonCode ?? 'up', right: result.reasonCode === reason, pastMs }
}

/** Runs the control check every so often until told to end, and gives how late each began, in ms. */
function watch(): () => Promise<number[]> {
  const stop = new AbortController()
  const run = async () => {
    const lateness: number[] = []
    const check = httpCheck(`http://127.0.0.1:${control}/`)
    const from = performance.now()
    for (let n = 1; !stop.signal.aborted; n++) {
      const dueAt = from + n * CONTROL_EVERY_MS
      await sleep(Math.max(0, dueAt - performance.now()))
      lateness.push(performance.now() - dueAt)
      void probe(check, deps)
    }
    return lateness
  }
  const running = run()
  return () => {
    stop.abort()
    return running
  }
}

/** Resident memory while something runs, in MB: the most of it over what there was before. */
function weigh(): () => number {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 10)
  return () => {
    clearInterval(timer)
    return (Math.max(most, process.memoryUsage.rss()) - before) / MB
  }
}

function print({ name, reason, right, pastMs }: Ending): void {
  const at = pastMs > 0 ? `${pastMs.toFixed(1)} ms past its deadline` : 'before its deadline'
  console.log(`${right ? '✓' : '✗'} ${name.padEnd(50)} ${reason.padEnd(20)} ${at}`)
}

/** Runs one round, and tells which limits it keeps. */
async function round(name: string, run: () => Promise<Ending[]>): Promise<boolean[]> {
  const [weighed, watched] = [weigh(), watch()]
  const endings = await run()
  const lateness = Math.max(...(await watched()))
  const growthMb = weighed()
  const pastMs = Math.max(...endings.map((ending) => ending.pastMs))
  const wrong = endings.filter(({ right }) => !right)
  for (const ending of wrong) print(ending)
  console.log(
    `${name}: ${endings.length} targets, ${wrong.length} wrong; at most ${pastMs.toFixed(1)} ms past a deadline, ` +
      `${growthMb.toFixed(1)} MB more at the peak, the control at most ${lateness.toFixed(1)} ms late`,
  )
  return [wrong.length === 0, pastMs <= LIMITS.pastMs, growthMb < LIMITS.growthMb, lateness <= LIMITS.latenessMs]
}

// What is loaded and compiled at the first use is no target's doing.
await probe(httpCheck(`http://127.0.0.1:${control}/`), deps)
await sleep(500)

const inTurn = await round('one after another', async () => {
  const endings: Ending[] = []
  for (const [index, target] of TARGETS.entries()) {
    const ending = await ask(target, index)
    print(ending)
    endings.push(ending)
  }
  return endings
})
const atOnce = await round('all at once', () => Promise.all(TARGETS.map(ask)))

const names = [
  'right reasons',
  `deadline + ${LIMITS.pastMs} ms`,
  `under ${LIMITS.growthMb} MB`,
  `control within ${LIMITS.latenessMs} ms`,
]
const held = names.map((name, index) => `${name}: ${inTurn[index] && atOnce[index] ? 'holds' : 'broken'}`)
console.log(held.join(' · '))
servers.disconnect()
process.exitCode = [...inTurn, ...atOnce].every(Boolean) ? 0 : 1
