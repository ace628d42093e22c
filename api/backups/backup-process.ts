import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { text } from 'node:stream/consumers'
import { BackupFailed } from './backup-failed.ts'

/** Behind everything that answers or asks. */
const PRIORITY = 10
/** What the command ends with while another process takes a backup, by sysexits.h. */
const TRY_AGAIN = 75
const OUR_FAULT = 1
const MOST_TOLD = 1000

/**
 * Takes a backup in a process of its own, by the command that operators take one by: it reads, compresses and checks for
 * as long as that takes, and its memory goes with it.
 *
 * @param script  the command
 * @param signal  ends it at once; what was begun is then removed by the next one
 * @throws {BackupFailed} with what it said
 */
export async function takeInProcess(script: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [script, 'create', '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  })
  lowerPriority(child.pid)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code === 0) return
  if (code === TRY_AGAIN) throw new BackupFailed('busy', said.trim())
  throw new BackupFailed('refused', shown(said, code))
}

/** It does without where the system does not let us. */
function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, PRIORITY)
  } catch {}
}

/** What was meant for people; of a fault of our own, whose message may quote what is stored, where it arose. */
function shown(said: string, code: unknown): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  const told = code === OUR_FAULT ? lines.filter((line) => /^\s+at /.test(line)) : lines
  return `${told.map((line) => line.trim()).join(' ')} (ended with ${code})`.slice(0, MOST_TOLD).trim()
}
