/** What is told of an error: nothing else that stands in it is written. */
export interface ToldError {
  name: string
  message: string
  code: string | number | null
  /** Where it was thrown, a line for each function. */
  frames: readonly string[]
  cause?: ToldError
}

/** How far back causes are told. */
const MOST_CAUSES = 5
const LONGEST_MESSAGE = 2000
/** Values that a query was sent with: they are people's and targets' own words. */
const QUERY_VALUES = /\nparams: .*$/s

/**
 * An error as it may be written: its name, message, code, place and causes.
 *
 * @param hide  takes secrets out of a text
 */
export function tellError(error: unknown, hide: (text: string) => string, causes = MOST_CAUSES): ToldError {
  if (!(error instanceof Error)) {
    const message = typeof error === 'string' ? messageOf(error, hide) : ''
    return { ...withoutMessage(error), message }
  }
  const { cause, message } = error
  const { name, ...place } = withoutMessage(error)
  return {
    name,
    message: messageOf(message, hide),
    ...place,
    ...(cause !== undefined && causes > 0 && { cause: tellError(cause, hide, causes - 1) }),
  }
}

/** An error without its message, which may quote what was being sent: its name, its code and where it was thrown. */
export function withoutMessage(error: unknown): Omit<ToldError, 'message' | 'cause'> {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [] }
  const { message, stack = '' } = error
  const code =
    'code' in error && ['string', 'number'].includes(typeof error.code) ? (error.code as string | number) : null
  // A message may have lines that look like places.
  const at = stack.indexOf(message)
  const places = at < 0 ? '' : stack.slice(at + message.length)
  const frames = places.split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, code, frames: frames.map((line) => line.trim()) }
}

function messageOf(text: string, hide: (text: string) => string): string {
  return hide(text.replace(QUERY_VALUES, '')).slice(0, LONGEST_MESSAGE)
}
