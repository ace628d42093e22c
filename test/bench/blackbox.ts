import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

const MODULES = `modules:
  http:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
      valid_status_codes: [200]
      fail_if_body_not_matches_regexp: ['"status":"ok"']
`

/** Debian's blackbox_exporter, running. */
export interface Blackbox extends Disposable {
  pid: number
  /** Has it probe a URL, and gives what it exposes. */
  probe(url: string): Promise<string>
}

/** Starts it where it is installed; `null` where it is not. */
export async function startBlackbox(): Promise<Blackbox | null> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-blackbox-'))
  const config = join(folder, 'blackbox.yml')
  writeFileSync(config, MODULES)
  const port = await freePort()
  const args = [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error']
  const child = spawn('prometheus-blackbox-exporter', args, { stdio: 'ignore' })
  const dispose = () => {
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const started = await Promise.race([once(child, 'spawn').then(() => true), once(child, 'error').then(() => false)])
  if (!started || child.pid === undefined) {
    dispose()
    return null
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const probe = (url: string) =>
    fetchText(`http://127.0.0.1:${port}/probe?module=http&target=${encodeURIComponent(url)}`, agent)
  await isServing(child, () => fetchText(`http://127.0.0.1:${port}/`, agent))
  return { pid: child.pid, probe, [Symbol.dispose]: dispose }
}

async function isServing(child: ChildProcess, ask: () => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    if (
      await ask().then(
        () => true,
        () => false,
      )
    )
      return
    await sleep(50)
  }
  throw new Error('blackbox_exporter does not serve')
}

function fetchText(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.once('end', () => resolve(text))
    }).once('error', reject)
  })
}
