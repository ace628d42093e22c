import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { messageOf } from '#domain/message-of.ts'
import type { Command, Option } from './command.ts'
import { COMMANDS } from './commands.ts'
import { WrongUsage } from './refusals.ts'

/** What every command understands. */
export const COMMON: Readonly<Record<string, Option>> = {
  yes: { short: 'y', help: 'changes without asking' },
  json: { help: 'prints the document of the server' },
  help: { short: 'h', help: 'shows this' },
}

/** A command with what it was given. */
export interface Parsed {
  command: Command
  positionals: readonly string[]
  values: Readonly<Record<string, readonly string[]>>
  yes: boolean
  json: boolean
  help: boolean
}

/** What a command line asks for. @throws {WrongUsage} */
export function parse(args: readonly string[]): Parsed {
  const name = args.slice(0, 2).join(' ')
  const command = COMMANDS.find((one) => one.name === name)
  if (!command) throw new WrongUsage(`There is no command "${name}".`)
  const { values, positionals } = parsed(command, args.slice(2))
  const given = Object.fromEntries(Object.entries(values).map(([option, value]) => [option, texts(value)]))
  const { yes, json, help } = values
  if (help !== true) expectComplete(command, positionals, given)
  return { command, positionals, values: given, yes: yes === true, json: json === true, help: help === true }
}

function parsed({ options }: Command, args: readonly string[]) {
  const config: ParseArgsOptionsConfig = Object.fromEntries(
    Object.entries({ ...options, ...COMMON }).map(([name, { value, multiple = false, short }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple, ...(short !== undefined && { short }) },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true })
  } catch (error) {
    throw new WrongUsage(messageOf(error))
  }
}

function expectComplete(command: Command, positionals: readonly string[], given: Parsed['values']): void {
  const wanted = command.positionals
  const least = wanted.filter((one) => !one.startsWith('[')).length
  if (positionals.length < least || positionals.length > wanted.length) {
    const told = wanted.length === 0 ? 'nothing besides its options' : wanted.join(' ')
    throw new WrongUsage(`${command.name}: expected ${told}, got "${positionals.join(' ')}".`)
  }
  for (const [option, { required, words }] of Object.entries(command.options)) {
    const values = given[option] ?? []
    if (required && values.length === 0) throw new WrongUsage(`${command.name}: --${option} is needed.`)
    const unknown = words?.some((word) => word.startsWith('='))
      ? undefined
      : values.find((one) => words && !words.includes(one))
    if (unknown !== undefined) throw new WrongUsage(`--${option}: expected ${words?.join(', ')}, got "${unknown}".`)
  }
}

function texts(value: string | boolean | (string | boolean)[] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((one) =>
    one === undefined || one === false ? [] : [String(one)],
  )
}
