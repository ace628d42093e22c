import { startSimulator } from './simulator.ts'

/** Starts the simulator on PORT (any free one by default) with SCOPIEN_API_KEY, and prints `{"url":…}` as one line. */
const apiKey = process.env['SCOPIEN_API_KEY']
const port = Number(process.env['PORT'] ?? 0)
if (!apiKey) {
  console.error('Set SCOPIEN_API_KEY to the key that the simulator is to accept; it begins with sk_.')
  process.exit(1)
}
const simulator = await startSimulator({ port, apiKey })
console.log(JSON.stringify({ url: simulator.url }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => simulator.close())
