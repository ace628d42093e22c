import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

/**
 * Runs the demo and prints the server's resident memory every minute: `npm run bench:soak -- 60` for an hour, ten
 * minutes by default. Reads /proc, so Linux only.
 */
const minutes = Number(process.argv[2] ?? 10)
const port = await freePort()
const demo = spawn(process.execPath, ['api/cli/demo.ts'], {
  env: { ...process.env, PORT: String(port) },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const server = await serverOf(demo)
console.log(`the server is process ${server}`)

for (let minute = 1; minute <= minutes && demo.exitCode === null; minute++) {
  await sleep(60_000)
  const answer = await fetch(`http://127.0.0.1:${port}/api/status`).then(
    (response) => response.text(),
    () => 'no answer',
  )
  console.log(`minute ${minute}: ${residentMb(server)} MB resident, ${answer}`)
}
console.log(demo.exitCode === null ? 'alive to the end' : `the demo ended with ${demo.exitCode}`)
if (demo.exitCode === null) {
  demo.kill('SIGINT')
  await once(demo, 'exit')
}

/** The process that the demo says may be paused, which is its server. */
function serverOf({ stdout }: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let printed = ''
    stdout?.on('data', (chunk) => {
      printed += chunk
      const named = /kill -USR2 (\d+)/.exec(printed)
      if (named) resolve(Number(named[1]))
    })
  })
}

function residentMb(pid: number): string {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kb) / 1024).toFixed(1)
}
