import type { Phases } from '#domain/observed.ts'
import { createEgress } from '../../probes/egress.ts'
import { probe } from '../../probes/probe.ts'
import { httpCheck } from '../probes/checks.ts'
import type { Blackbox } from './blackbox.ts'
import { type Limit, quantile } from './limits.ts'

const ROUNDS = 150
const PHASES = ['resolve', 'connect', 'tls', 'processing', 'transfer'] as const

/** Asks a target by turns with our probe and with blackbox_exporter: how far the medians of each phase are apart. */
export async function comparePhases({ probe: askBlackbox }: Blackbox, url: string): Promise<Limit[]> {
  const stopwatch = () => {
    const from = performance.now()
    return () => performance.now() - from
  }
  const egress = createEgress({ allow: ['127.0.0.0/8'], stopwatch })
  const rounds: { ours: Phases; theirs: ReturnType<typeof phasesOf> }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { observed } = await probe(httpCheck(url), { egress, errorCodes: {}, now: Date.now, stopwatch })
    rounds.push({ ours: observed.phases, theirs: phasesOf(await askBlackbox(url)) })
  }
  return PHASES.map((phase) => {
    const ours = quantile(
      rounds.map((round) => round.ours[`${phase}Ms`] ?? 0),
      0.5,
    )
    const theirs = quantile(
      rounds.map((round) => round.theirs.get(phase) ?? 0),
      0.5,
    )
    const what = `${phase}: ours ${ours.toFixed(2)}, blackbox_exporter ${theirs.toFixed(2)}; apart`
    return { what, value: Math.abs(ours - theirs), unit: 'ms', most: 2 }
  })
}

/** The phases of a scrape, in ms. */
function phasesOf(text: string): Map<string, number> {
  const lines = text.matchAll(/^probe_http_duration_seconds\{phase="(\w+)"\} (\S+)$/gm)
  return new Map([...lines].map(([, phase = '', value]) => [phase, Number(value) * 1000]))
}
