import { LineCounter, parseDocument } from 'yaml'
import { messageOf } from '#domain/message-of.ts'
import { ConfigurationError } from './faults.ts'

/**
 * What a text in YAML says.
 *
 * @param source  the file's name, for the message
 * @throws {ConfigurationError} with the line and column of every fault
 */
export function parseYaml(text: string, source: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => {
      const { line, col } = lines.linePos(pos[0])
      return { path: `line ${line}, column ${col}`, expected: 'valid YAML', got: message }
    })
    throw new ConfigurationError(source, faults)
  }
  try {
    // An alias that leads nowhere or to too much throws here, one that leads to itself in the next line.
    const value: unknown = document.toJS()
    JSON.stringify(value)
    return value
  } catch (cause) {
    const got = messageOf(cause)
    throw new ConfigurationError(source, [{ path: 'the file', expected: 'valid YAML', got }])
  }
}
