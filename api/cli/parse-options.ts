import { type ParseArgsConfig, parseArgs } from 'node:util'
import { messageOf } from '#domain/message-of.ts'

/** What is wrong with a command line, and how it should be. */
export interface Fault {
  fault: string
}

/** What a command line gives for its options, or the fault of one that there is not. */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> | Fault {
  try {
    return parseArgs(config)
  } catch (error) {
    return { fault: `${messageOf(error)}\n${usage}` }
  }
}
