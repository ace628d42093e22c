import { HTTP_TARGETS } from './http-targets.ts'
import { MESSAGE_TARGETS } from './message-targets.ts'
import type { HostileTarget } from './target.ts'
import { TLS_TARGETS } from './tls-targets.ts'

/** Every nastiness that we know, by kind; each has its own server on loopback. */
export const TARGETS: readonly HostileTarget[] = [...HTTP_TARGETS, ...TLS_TARGETS, ...MESSAGE_TARGETS]
