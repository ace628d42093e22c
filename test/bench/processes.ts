import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from '../../api/cli/bundle.ts'
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../api/cli/server-flags.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Bundles a file of this folder as the server is bundled, and gives the path of what it became. */
export async function bundled(name: string): Promise<string> {
  const outfile = join(ROOT, 'dist/bench', `${name}.js`)
  await bundle(join(import.meta.dirname, `${name}.ts`), outfile, ['vitest'])
  return outfile
}

/** Starts a bundled file as `npm start` starts the server. */
export function start(file: string, args: readonly (string | number)[]): ChildProcess {
  const env = { ...process.env, ...SERVER_ENVIRONMENT }
  const extra = process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? []
  return fork(file, args.map(String), { env, execArgv: [...SERVER_FLAGS, ...extra] })
}

/** The next thing that a child says. */
export async function heard<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process ended with ${code}`)
  })
  const [said] = await Promise.race([once(child, 'message'), ended])
  return said as T
}

/** User and system time of another process, in ms; from /proc, so Linux only. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const TICKS_A_SECOND = 100
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND
}
