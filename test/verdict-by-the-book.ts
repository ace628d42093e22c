import type { Judged, Policy, Transition } from '#domain/verdict.ts'

const SEVERITY = { up: 0, degraded: 1, down: 2, unknown: -1 }

/** The rule word for word: it keeps every result since the verdict became unknown, and looks back over all of them. */
export function judgeByTheBook(
  all: readonly Judged[],
  { failAfter, recoverAfter, staleAfterMs }: Policy,
  until: number,
): Transition[] {
  const transitions: Transition[] = []
  let verdict: Judged['outcome'] = 'unknown'
  let run: Judged[] = []
  const silence = (now: number) => {
    const end = (run.at(-1)?.at ?? now) + staleAfterMs
    if (now <= end) return
    if (verdict !== 'unknown') transitions.push({ at: end, recordedAt: end, verdict: 'unknown' })
    verdict = 'unknown'
    run = []
  }
  const become = (next: Judged['outcome'], now: number, belongs: (severity: number) => boolean) => {
    const before = run.findLastIndex(({ outcome }) => !belongs(SEVERITY[outcome]))
    transitions.push({ at: run[before + 1]?.at ?? now, recordedAt: now, verdict: next })
    verdict = next
  }
  for (const result of all.filter(({ outcome }) => outcome !== 'unknown')) {
    silence(result.at)
    run.push(result)
    const bySeverity = (count: number) =>
      run.length < count
        ? []
        : run
            .slice(-count)
            .map(({ outcome }) => outcome)
            .sort((a, b) => SEVERITY[a] - SEVERITY[b])
    const floor = bySeverity(failAfter)[0]
    const ceil = bySeverity(recoverAfter).at(-1)
    const now = SEVERITY[verdict]
    if (verdict === 'unknown' && result.outcome === 'up') become('up', result.at, (one) => one <= 0)
    else if (verdict === 'unknown' && floor === 'up') continue
    else if (floor && SEVERITY[floor] > now) become(floor, result.at, (one) => one >= SEVERITY[floor])
    else if (verdict !== 'unknown' && ceil && SEVERITY[ceil] < now)
      become(ceil, result.at, (one) => one <= SEVERITY[ceil])
  }
  silence(until)
  return transitions
}
