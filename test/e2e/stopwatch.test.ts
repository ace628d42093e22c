import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { watchSimulator } from './service.ts'

/** Runs a command of this package as an operator does; returns how it ended and what it printed. */
async function shell(script: string, args: readonly string[], variables: Readonly<Record<string, string>>) {
  const env = { ...process.env, ...variables }
  const child = spawn(process.execPath, [`api/cli/${script}.ts`, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, said, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out: out.trim(), said }
}

test('an outage is announced in one command, and is on the page and in the API within a second', async () => {
  await using watched = await watchSimulator()
  const { DATABASE_URL = '' } = watched.variables
  const { url } = watched.service
  const made = await shell('token', ['create', '--name', 'me', '--scope', 'incidents:write'], { DATABASE_URL })
  expect(made.code).toBe(0)

  const announced = await shell(
    'status',
    [
      'incident',
      'open',
      '--title',
      'The <API> is down',
      '--impact',
      'api=major_outage',
      '--message',
      'We look.',
      '--yes',
    ],
    { STATUS_URL: url, STATUS_TOKEN: made.out },
  )
  const from = performance.now()
  expect(announced).toMatchObject({ code: 0, said: expect.stringContaining('visitors see at once') })

  const isTold = async (): Promise<boolean> => {
    const [page, status, incidents] = await Promise.all(
      ['/', '/api/status', '/api/incidents'].map(async (path) =>
        (await fetch(url + path, { headers: { accept: 'text/html' } })).text(),
      ),
    )
    return (
      page?.includes('The &lt;API&gt; is down') === true &&
      JSON.parse(status ?? '').services.api === 'major_outage' &&
      JSON.parse(incidents ?? '').incidents.length === 1
    )
  }
  while (!(await isTold())) {
    expect(performance.now() - from).toBeLessThan(1000)
    await sleep(10)
  }
  const [, id = ''] = /(inc_\w{20})/.exec(announced.out) ?? []
  const alone = await fetch(`${url}/incidents/${id}`)
  expect([alone.status, await alone.text()]).toEqual([200, expect.stringContaining('We look.')])
}, 60_000)
