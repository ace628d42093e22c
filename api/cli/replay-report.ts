import { type Outage, pairOutages, type Replayed } from '#domain/replay.ts'
import { iso, isoOrNull } from '../publish/iso.ts'

/** What the policy in use and the one to be tried make of the results of one check from one region. */
export interface ReplayedCheck {
  checkId: string
  region: string
  results: number
  current: Replayed
  candidate: Replayed
}

type Which = 'current' | 'candidate'
const POLICIES: readonly Which[] = ['current', 'candidate']
const HEAD = ['', ...POLICIES.flatMap((which) => [`${which}: start`, 'end', 'length', 'detected after'])]

/** Every outage under both policies side by side, a table a check, and what they come to. */
export function describeReplay(checks: readonly ReplayedCheck[], to: number): string {
  return [...checks.map((check) => describeCheck(check, to)), describeTotals(checks, to)].join('\n')
}

/** The same for scripts. Lengths and times to detection are in ms. */
export function toReplayDocument(checks: readonly ReplayedCheck[], { from, to }: { from: number; to: number }) {
  return {
    from: iso(from),
    to: iso(to),
    checks: checks.map(({ checkId: check, region, results, current, candidate }) => ({
      ...{ check, region, results },
      current: toDocument(current, to),
      candidate: toDocument(candidate, to),
    })),
  }
}

function toDocument({ outages, flaps }: Replayed, until: number) {
  return {
    outages: outages.map(({ from, to, detectedAfterMs }) => ({
      start: iso(from),
      end: isoOrNull(to),
      lengthMs: (to ?? until) - from,
      detectedAfterMs,
    })),
    flaps,
  }
}

function describeCheck({ checkId, region, results, current, candidate }: ReplayedCheck, to: number): string {
  const title = `${checkId}, asked from ${region}: ${results} results`
  const pairs = pairOutages(current.outages, candidate.outages)
  if (pairs.length === 0) return `${title}, no outage under either policy\n`
  const rows = pairs.map((pair, index) => [String(index + 1), ...POLICIES.flatMap((which) => cells(pair[which], to))])
  return `${title}\n${table([HEAD, ...rows])}`
}

function describeTotals(checks: readonly ReplayedCheck[], to: number): string {
  const rows = POLICIES.map((which) => {
    const replayed = checks.map((check) => check[which])
    const outages = replayed.flatMap((one) => one.outages)
    const down = outages.reduce((sum, { from, to: end }) => sum + (end ?? to) - from, 0)
    const slowest = outages.reduce((most, { detectedAfterMs }) => Math.max(most, detectedAfterMs), 0)
    const flaps = replayed.reduce((sum, one) => sum + one.flaps, 0)
    return [which, String(outages.length), showMs(down), outages.length === 0 ? '–' : showMs(slowest), String(flaps)]
  })
  return `In all\n${table([['', 'outages', 'down for', 'slowest to detect', 'flaps'], ...rows])}`
}

function cells(outage: Outage | null, until: number): string[] {
  if (!outage) return ['–', '', '', '']
  const { from, to, detectedAfterMs } = outage
  return [iso(from), to === null ? 'goes on' : iso(to), showMs((to ?? until) - from), showMs(detectedAfterMs)]
}

/** Columns of equal width, two spaces apart. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return `${rows.map((row) => `  ${line(row).trimEnd()}\n`).join('')}`
}

/** `2 h 5 min`, `14.2 s`: the two largest units. */
function showMs(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`
  const minutes = Math.round(ms / 60_000)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${rest} min` : `${rest} min`
}
