import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../e2e/service.ts'

const UNIT = readFileSync('docs/running/scopien-status.service', 'utf8')

/** What systemd-analyze says of a unit, whose Node is the one that runs this. */
function analyze(unit: string, ...args: string[]) {
  using folder = temporaryFolder()
  const file = `${folder.path}/scopien-status.service`
  writeFileSync(file, unit.replace('/usr/bin/node', process.execPath))
  const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, file], { encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

describe('the systemd unit', () => {
  test('systemd finds nothing to say against it', () =>
    expect(analyze(UNIT, 'verify')).toEqual({ status: 0, printed: '' }))

  test('systemd would, were a word of it wrong', () =>
    expect(analyze(UNIT.replace('ProtectHome=', 'ProtectHouse='), 'verify').printed).toContain('ProtectHouse'))

  test('is exposed by no more than 1.5 of 10', () =>
    expect(analyze(UNIT, 'security', '--offline=true', '--no-pager', '--threshold=15').status).toBe(0))
})
