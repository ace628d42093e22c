import { createServer } from 'node:http'
import { listen } from '../probes/hostile/listen.ts'
import { TARGETS } from '../probes/hostile/targets.ts'
import { TRUSTED } from '../probes/hostile/tls-targets.ts'

/**
 * Runs every hostile target and one that is good, in a process of its own, and tells its parent their ports
 * and whom to trust.
 */
const targets = await Promise.all(TARGETS.map(({ server }) => server()))
const control = await listen(createServer((_request, response) => response.end('ok')))
process.send?.({ ports: targets.map(({ port }) => port), control: control.port, trusted: TRUSTED })
process.on('disconnect', () => process.exit())
