import { type Logger, pino } from 'pino'

export type Log = Logger

/** Fields that may hold a credential: they are written as `***` wherever they stand in a log line. */
const CREDENTIALS = ['authorization', 'bearer', 'cookie', 'password', 'secret', 'token']
const REDACTED = CREDENTIALS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

export interface LogOptions {
  level: string
  /** Whether people read it. */
  terminal: boolean
  /** What each line says of the work that it is written in. */
  context?: (() => object | undefined) | undefined
}

/** JSON lines on standard output; on a terminal the same lines in a form for people. */
export async function createLog({ level, terminal, context }: LogOptions): Promise<Log> {
  const options = {
    level,
    base: null,
    redact: { paths: REDACTED, censor: '***' },
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(context && { mixin: () => context() ?? {} }),
  }
  if (!terminal) return pino(options)
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true }))
}

/** An error without its message, which may quote what was being sent: its name, its code and where it was thrown. */
export function withoutMessage(error: unknown): { name: string; code: unknown; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, code: 'code' in error ? error.code : null, frames: frames.map((line) => line.trim()) }
}
