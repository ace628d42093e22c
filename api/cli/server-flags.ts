/**
 * How Node runs the server, as `npm start` has it. A small young generation keeps what it holds small. It has its size from
 * the start: one that begins smaller does not grow while many read, hands on what is garbage a moment later, and half of a
 * request's time goes into collecting that. One thread for collecting spares some memory when idle and was left out: what
 * it frees under load stays with the process. V8's `--optimize-for-size` was weighed and left out too: it saves 7 MB and
 * makes a probe a third dearer.
 */
export const SERVER_FLAGS: readonly string[] = ['--min-semi-space-size=4', '--max-semi-space-size=4']

/** Two arenas are enough for a process that does its work on one thread. */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' }
