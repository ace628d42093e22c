/** How often checks were begun no later than so many seconds, cumulative, as `/metrics` counts since the start. */
export type Lateness = ReadonlyMap<number, number>

export async function latenessOf(url: string): Promise<Lateness> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const buckets = text.matchAll(/^status_check_lateness_seconds_bucket\{.*?le="([^"]+)".*?\} (\d+)/gm)
  return new Map(
    [...buckets].map(([, le, count]) => [le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), Number(count)]),
  )
}

/** Checks that were begun between two looks. */
export function begunBetween(before: Lateness, after: Lateness): number {
  const all = Number.POSITIVE_INFINITY
  return (after.get(all) ?? 0) - (before.get(all) ?? 0)
}

/** The lateness, in ms, that a share of those begun between two looks did not exceed; the upper bound of its bucket. */
export function latenessMs(before: Lateness, after: Lateness, share: number): number {
  const begun = begunBetween(before, after)
  const bounds = [...after.keys()].sort((one, other) => one - other)
  const bound = bounds.find((one) => (after.get(one) ?? 0) - (before.get(one) ?? 0) >= share * begun)
  return (bound ?? Number.NaN) * 1000
}
