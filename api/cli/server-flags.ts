/**
 * How Node runs the server, as `npm start` has it: a young generation of 2 MB keeps what it holds small. V8's
 * `--optimize-for-size` was weighed and left out: it saves 7 MB and makes a probe a third dearer.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=2']

/** Two arenas are enough for a process that does its work on one thread. */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2' }
