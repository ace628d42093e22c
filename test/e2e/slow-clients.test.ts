import { readdirSync } from 'node:fs'
import { get } from 'node:http'
import { describe, expect, test } from 'vitest'
import { eventually, watchSimulator } from './service.ts'
import { slowClients } from './slow-clients.ts'

const CLIENTS = 300
const LONGEST_MS = 100_000

/** How long a newcomer waits for the page, in ms. */
async function readMs(url: string): Promise<number> {
  const from = performance.now()
  await new Promise<void>((resolve, reject) => {
    get(url, { agent: false }, (response) => response.resume().once('end', resolve)).once('error', reject)
  })
  return performance.now() - from
}

describe('three hundred slow clients of one address', () => {
  test('keep no reader waiting, are all cut, and leave nothing open', { timeout: LONGEST_MS }, async () => {
    await using watched = await watchSimulator()
    const { url, child } = watched.service
    const openFiles = () => readdirSync(`/proc/${child.pid}/fd`).length
    await readMs(url)
    const before = openFiles()

    const clients = slowClients(CLIENTS, Number(new URL(url).port), () => '127.0.0.1')
    await eventually(async () => openFiles() >= before + CLIENTS / 2)
    for (let n = 0; n < 50; n++) expect(await readMs(url)).toBeLessThan(500)
    await Promise.all(clients.map(({ cut }) => cut))
    // What the server itself has open, such as its connections to what it probes, comes and goes.
    await eventually(async () => openFiles() <= before + 10)
  })
})
