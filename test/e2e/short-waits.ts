/**
 * Preloaded into a process: a minute, and the ten seconds that who waits for rounds has to answer, are a moment in it. Several
 * checks that are asked each second still fall into each round.
 */
const SHORTER = new Map([
  [60_000, 800],
  [10_000, 100],
])

const { setTimeout } = globalThis

Object.assign(globalThis, {
  setTimeout: (work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    setTimeout(work, SHORTER.get(ms) ?? ms, ...given),
})
