import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { eventually, missedOf, type Service, watchSimulator } from './service.ts'

const QUICK = ['--import', join(import.meta.dirname, 'short-waits.ts')]

/** Who waits for rounds, on one port for the length of its `using`. */
async function startWaiting() {
  const port = await freePort()
  let listener: RequestListener = () => undefined
  const server = createServer((request, response) => listener(request, response))
  const leave = () => {
    server.close()
    server.closeAllConnections()
  }
  return {
    url: `http://127.0.0.1:${port}/uuid`,
    /** Answers in some way from now on. */
    answer: async (by: RequestListener) => {
      listener = by
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening')
    },
    leave,
    [Symbol.dispose]: leave,
  }
}

/** How many rounds came to an end in some way. */
async function roundsOf({ url }: Service, ending: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^status_rounds_total\\{ending="${ending}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
}

/** Waits for a further round that ends so. */
async function another(service: Service, ending: string): Promise<void> {
  const before = await roundsOf(service, ending)
  await eventually(async () => (await roundsOf(service, ending)) > before)
}

const hears: RequestListener = (_, response) => void response.end()
const refuses: RequestListener = (_, response) => void response.writeHead(500).end()
const hangs: RequestListener = () => undefined

test('who waits for rounds and refuses, hangs or is gone delays no probe, is told of once, and is told again', async () => {
  using waiting = await startWaiting()
  await using watched = await watchSimulator({ PING_URL: waiting.url }, QUICK)
  const { service } = watched
  await waiting.answer(hears)
  await another(service, 'told')
  const before = service.output()
  for (const become of [() => waiting.answer(refuses), () => waiting.answer(hangs), waiting.leave]) {
    await become()
    await another(service, 'unheard')
  }
  await waiting.answer(hears)
  await another(service, 'told')
  const said = service.output().slice(before.length).split('\n')
  const ofRounds = said.filter((line) => line.includes('after each round')).map((line) => JSON.parse(line))
  expect(ofRounds).toMatchObject([
    { level: 40, reason: 'status 500', msg: 'who waits for us after each round is not told' },
    { level: 30, msg: 'who waits for us after each round is told again' },
  ])
  expect(await missedOf(service)).toEqual([])
  await waiting.answer(hangs)
  await another(service, 'unheard')
  expect((await service.stop()).code).toBe(0)
})
