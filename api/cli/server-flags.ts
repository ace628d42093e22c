/**
 * How Node runs the server, as `npm start` has it. The young generation is as large as Node's own: with a quarter of it, what
 * was being worked on under load was taken for old, and memory grew to three times of what it was. One thread for collecting
 * spares some when idle and was left out: what it has freed stays with the process. V8's `--optimize-for-size` was weighed
 * and left out too: it saves 7 MB and makes a probe a third dearer.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=16']

/** Two arenas are enough for a process that does its work on one thread. */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' }
