import { statusText, watchSimulator } from '../e2e/service.ts'

/**
 * From the start of the built server to its first answered request, with an empty record and with one that is there;
 * each measured five times: `npm run bench:start`.
 */
const RUNS = 5

await using watched = await watchSimulator()

/** How long the server takes to answer its status, in ms, asked every 5 ms. */
async function startMs(): Promise<number> {
  await watched.service.stop()
  const from = performance.now()
  await watched.restart()
  await statusText(watched.service)
  return performance.now() - from
}

const times: number[] = []
for (let run = 0; run < RUNS; run++) times.push(await startMs())
times.sort((a, b) => a - b)
const [least, median, most] = [times[0], times[Math.floor(RUNS / 2)], times.at(-1)].map((ms) => Math.round(ms ?? 0))
console.log(`start to first answer, ${RUNS} runs: ${least} ms least, ${median} ms median, ${most} ms most`)
