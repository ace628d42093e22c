import type { Verdict } from './verdict.ts'

/** One verdict from those of the regions. One region alone in an outage is partial; those that know nothing do not vote. */
export function quorum(verdicts: readonly Verdict[]): Verdict {
  let known = 0
  let down = 0
  let degraded = 0
  for (const verdict of verdicts) {
    if (verdict !== 'unknown') known++
    if (verdict === 'down') down++
    if (verdict === 'degraded') degraded++
  }
  const majority = Math.floor(known / 2) + 1
  if (known === 0) return 'unknown'
  if (down >= majority) return 'down'
  if (down > 0) return 'partial'
  return degraded >= majority ? 'degraded' : 'up'
}
