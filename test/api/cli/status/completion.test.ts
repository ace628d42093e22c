import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../../api/cli/status/commands.ts'
import { completionScript } from '../../../../api/cli/status/completion.ts'

/** What bash offers after a line, the last word of which is being typed. */
function offered(line: string): string[] {
  const words = ['scopien-status', ...line.split(' ')]
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const script = `${completionScript('bash', '/nowhere')}
    COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
    _scopien_status; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

describe('completion in bash', () => {
  test.each<[string, string[]]>([
    ['inc', ['incident']],
    ['', ['incident', 'maintenance', 'component', 'completion', '--help']],
    ['incident re', ['resolve']],
    ['maintenance e', ['end', 'extend']],
    ['incident open --ti', ['--title']],
    ['incident update --status i', ['investigating', 'identified']],
    ['maintenance list --state c', ['completed', 'cancelled']],
    ['completion ', ['bash', 'zsh']],
  ])('"%s" offers %j', (line, expected) => expect(offered(line).sort()).toEqual([...expected].sort()))

  test.each(COMMANDS)('knows every option of $name', ({ name, options }) => {
    const known = offered(`${name} --`)
    expect(Object.keys(options).filter((option) => !known.includes(`--${option}`))).toEqual([])
  })

  test('a folder with a quote in its name is no command', () => {
    const script = `${completionScript('bash', "/it's")}\ndeclare -f scopien-status`
    expect(spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).stdout).toContain("'/it'\\''s'")
  })
})

test('zsh takes the same script, by the words of bash', () =>
  expect(completionScript('zsh', '/nowhere')).toBe(
    `autoload -Uz bashcompinit && bashcompinit\n${completionScript('bash', '/nowhere')}`,
  ))
