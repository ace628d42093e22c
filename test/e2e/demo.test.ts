import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { eventually, temporaryFolder } from './service.ts'

const DEMO = join(import.meta.dirname, '../../api/cli/demo.ts')

/** As Scopien's troubleshooting guide shows it. */
const GUIDE = {
  status: 'operational',
  services: {
    api: 'operational',
    dashboard: 'operational',
    salesforce_sync: 'operational',
    ai_assistant: 'operational',
  },
}

/** The demo on free ports, with a folder of its own for what it leaves behind. */
function startDemo() {
  const folder = temporaryFolder()
  const env = { ...process.env, PORT: '0', TMPDIR: folder.path }
  const child = spawn(process.execPath, [DEMO], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const ended = once(child, 'close')
  return {
    says: async (pattern: RegExp): Promise<string> => {
      await eventually(async () => pattern.test(printed) || child.exitCode !== null)
      return pattern.exec(printed)?.[1] ?? expect.unreachable(printed)
    },
    interrupt: async () => {
      child.kill('SIGINT')
      const [code] = await ended
      return { code, processes: processesIn(folder.path), files: readdirSync(folder.path) }
    },
    [Symbol.asyncDispose]: async () => {
      for (const pid of processesIn(folder.path)) process.kill(pid, 'SIGKILL')
      await ended
      folder[Symbol.dispose]()
    },
  }
}

/** The processes that keep their files in a folder; from /proc, so Linux only. */
function processesIn(folder: string): number[] {
  const environmentOf = (pid: string): string => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8')
    } catch {
      return ''
    }
  }
  const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return running.filter((pid) => environmentOf(pid).includes(`TMPDIR=${folder}\0`)).map(Number)
}

describe('npm run demo', () => {
  test('shows the document of the guide and ninety days of bars, and leaves nothing behind', async () => {
    await using demo = startDemo()
    const page = await demo.says(/The page {3}(\S+)\n/)
    const status = async () => (await fetch(`${page}api/status`)).text()
    await eventually(async () => (await status()) === JSON.stringify(GUIDE))
    const html = await (await fetch(page, { headers: { accept: 'text/html' } })).text()
    const bars = [...html.matchAll(/aria-label="90 days, (\d+\.\d\d)\s%\suptime/g)].map(([, uptime]) => Number(uptime))
    expect(bars).toHaveLength(4)
    expect(bars.filter((uptime) => uptime > 95 && uptime <= 100)).toHaveLength(4)
    expect(await demo.interrupt()).toEqual({ code: 0, processes: [], files: [] })
  })

  test.each<[string, RegExp]>([
    ['the past is made', /(making)/],
    ['the server starts', /(results judged)/],
  ])('interrupted while %s it leaves nothing behind', async (_when, sign) => {
    await using demo = startDemo()
    await demo.says(sign)
    expect(await demo.interrupt()).toEqual({ code: 0, processes: [], files: [] })
  })
})
