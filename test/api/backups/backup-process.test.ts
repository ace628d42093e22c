import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { takeInProcess } from '../../../api/backups/backup-process.ts'
import { freshFolder } from '../../db/open-test-database.ts'

function scriptOf(text: string): string {
  const script = join(freshFolder(), 'backup.mjs')
  writeFileSync(script, text)
  return script
}

const taking = (text: string) => takeInProcess(scriptOf(text), new AbortController().signal)
const ending = (code: number, said: string) => `console.error(${JSON.stringify(said)}); process.exitCode = ${code}`

describe('takeInProcess', () => {
  test('asks for one, to be told of by a program', () =>
    expect(
      taking('if (process.argv.slice(2).join(" ") !== "create --json") process.exitCode = 1'),
    ).resolves.toBeUndefined())

  test.each<[number, string, object]>([
    [
      74,
      'The backup cannot be written.',
      { kind: 'refused', message: 'The backup cannot be written. (ended with 74)' },
    ],
    [75, 'Process 7 is taking one.', { kind: 'busy', message: 'Process 7 is taking one.' }],
    [
      1,
      'Error: params: secret\n    at copy (a.js:1:2)',
      { kind: 'refused', message: 'at copy (a.js:1:2) (ended with 1)' },
    ],
  ])('that ends with %d and says %j is a failure', (code, said, failure) =>
    expect(taking(ending(code, said))).rejects.toMatchObject({ name: 'BackupFailed', ...failure }),
  )

  test('that is not there is a failure', () =>
    expect(takeInProcess('/nowhere/backup.js', new AbortController().signal)).rejects.toThrow('ended with 1'))

  test('is ended at once', async () => {
    const mark = join(freshFolder(), 'mark')
    const script = scriptOf(`
      import { writeFileSync } from 'node:fs'
      process.on('SIGTERM', () => undefined)
      writeFileSync(${JSON.stringify(mark)}, String(process.pid))
      setInterval(() => undefined, 1000)`)
    const stop = new AbortController()
    const taken = takeInProcess(script, stop.signal).catch((error: Error) => error.name)
    await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true)
    stop.abort()
    expect(await taken).toBe('AbortError')
  })
})
