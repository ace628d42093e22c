import { setTimeout as sleep } from 'node:timers/promises'
import { type SlowKind, slowClient } from '../e2e/slow-clients.ts'

/**
 * Slow clients in a process of their own, which keeps their places taken: each comes again a second after it was cut.
 * Its arguments are the port, how many, and how many of them share an address, all of them where that is 0. Tells its
 * parent how many of each kind were cut when that says anything, and ends.
 */
const KINDS = ['headers', 'body', 'unread', 'idle', 'silent'] as const satisfies readonly SlowKind[]
const COME_AGAIN_MS = 1000
const [port = 0, count = 0, fromOneAddress = 0] = process.argv.slice(2).map(Number)

const cut: Record<string, number> = Object.fromEntries(KINDS.map((kind) => [kind, 0]))

async function holdPlace(localAddress: string, kind: SlowKind): Promise<void> {
  for (;;) {
    await slowClient({ port, localAddress }, kind).cut
    cut[kind] = (cut[kind] ?? 0) + 1
    await sleep(COME_AGAIN_MS)
  }
}

for (let n = 0; n < count; n++) {
  const localAddress = fromOneAddress === 0 ? '127.0.0.1' : `127.0.1.${1 + Math.floor(n / fromOneAddress)}`
  holdPlace(localAddress, KINDS[n % KINDS.length] ?? 'idle')
  if (n % 100 === 99) await sleep(20)
}
process.on('message', () => process.send?.(cut, () => process.exit()))
process.send?.('there')
