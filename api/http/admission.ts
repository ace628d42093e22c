import { Problem } from '../problem.ts'
import { type ClientAddress, clientBlock } from './client-address.ts'
import { createRateLimit } from './rate-limit.ts'

/**
 * Lets one more request be worked on: of a peer's address and its `X-Forwarded-For`.
 *
 * @throws {Problem} when its address has asked for too much
 */
export type Admit = (remote: string | undefined, forwardedFor: string | undefined) => void

/**
 * A person who looks around stays below, and so does a script that reads every component once; one that walks through a
 * year hour by hour is slowed down. Ten a second are at most a fifth of what this process can make.
 */
const WORK = { burst: 50, refillMs: 100, mostKeys: 10_000 }

/** Limits by address what costs something to answer. What is only picked up is not asked about here. */
export function createAdmission(clientAddress: ClientAddress, monotonic: () => number): Admit {
  const work = createRateLimit({ ...WORK, now: monotonic })

  return (remote, forwardedFor) => {
    const waitMs = work.take(clientBlock(clientAddress(remote, forwardedFor)))
    if (waitMs === 0) return
    throw new Problem('RATE_001', 'Too many requests from this address that have to be worked on.', {
      headers: { 'Retry-After': String(Math.ceil(waitMs / 1000)) },
    })
  }
}
