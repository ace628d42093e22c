/**
 * How Node runs the server, as `npm start` has it. A small young generation keeps what it holds small. It has its size from
 * the start: one that begins smaller does not grow while many read, hands on what is garbage a moment later, and half of a
 * request's time goes into collecting that. The old generation is collected when it has grown by a fifth: V8 would let it
 * grow to thrice its size, and keeps the pages that it frees then for minutes, uncounted, up to 60 MB of them. One thread for
 * collecting was left out: what it frees under load stays with the process. So was `--optimize-for-size`: it saves 7 MB and
 * makes a probe a third dearer.
 */
export const SERVER_FLAGS: readonly string[] = [
  '--min-semi-space-size=4',
  '--max-semi-space-size=4',
  '--heap-growing-percent=20',
]

/**
 * Two arenas are enough for a process that does its work on one thread. What is free at the end of one goes back from
 * 128 KiB on; glibc raises its own limit with each large buffer that is freed, and would keep 7 MB of them.
 */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }
