import type { Command, Option } from './command.ts'
import { COMMANDS } from './commands.ts'
import { COMMON } from './parse.ts'

/** How the command line ends, and why. */
export const EXIT = { done: 0, refused: 1, notWanted: 2, wrongUsage: 64, notPermitted: 77 } as const

/** What there is to do. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => usageOf(command).length))
  return [
    'npm run status -- COMMAND [OPTIONS]',
    '',
    ...COMMANDS.map((command) => `  ${usageOf(command).padEnd(width)}  ${command.summary}`),
    `  ${'completion bash|zsh'.padEnd(width)}  prints what lets a shell complete all this`,
    '',
    'COMMAND --help tells its options. STATUS_URL is where the server is, STATUS_TOKEN who asks.',
    '',
    'It ends with',
    `  ${EXIT.done}   done`,
    `  ${EXIT.refused}   the server refused, or could not be reached`,
    `  ${EXIT.notWanted}   not done: it was not confirmed, or had no message`,
    `  ${EXIT.wrongUsage}  not understood`,
    `  ${EXIT.notPermitted}  not permitted: no valid token, or one of other scopes`,
  ].join('\n')
}

/** What one command understands. */
export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([name, option]) => [optionText(name, option), option.help + (option.required ? ' (needed)' : '')] as const,
  )
  const width = Math.max(...options.map(([left]) => left.length))
  return [
    `npm run status -- ${usageOf(command)} [OPTIONS]`,
    `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`,
    '',
    ...options.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`),
  ].join('\n')
}

function usageOf({ name, positionals }: Command): string {
  return [name, ...positionals].join(' ')
}

function optionText(name: string, { value, short, multiple }: Option): string {
  const letter = short === undefined ? '' : `-${short}, `
  return `${letter}--${name}${value === undefined ? '' : ` ${value}`}${multiple ? ' …' : ''}`
}
