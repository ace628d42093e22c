import { type LoggerOptions, pino } from 'pino'
import { chosenFields, type LogFields } from './log-fields.ts'
import { tellError } from './told-error.ts'

interface Write {
  (message: string): void
  (fields: LogFields, message: string): void
}

/** What happens, told to who runs us: of an event only the fields that are chosen for it. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', Write>>

export interface LogOptions {
  level: string
  /** Whether people read it. */
  terminal: boolean
  /** What each line says of the work that it is written in; asked whether the line tells of an error. */
  context?: ((isError: boolean) => LogFields | undefined) | undefined
  /** Takes what nobody must read out of a text that was not written by us; nothing unless told. */
  hide?: ((text: string) => string) | undefined
}

/** As pino counts levels. */
const ERROR = 50

/** JSON lines on standard output; on a terminal the same lines in a form for people. */
export async function createLog({ level, terminal, context, hide = (text) => text }: LogOptions): Promise<Log> {
  const hidden = (value: unknown) => (typeof value === 'string' ? hide(value) : value)
  const options: LoggerOptions = {
    level,
    base: null,
    formatters: { log: chosenFields },
    serializers: { err: (error: unknown) => tellError(error, hide), fault: hidden, faults: hidden, message: hidden },
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(context && { mixin: (_, level) => context(level >= ERROR) ?? {} }),
  }
  if (!terminal) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true }))
}
