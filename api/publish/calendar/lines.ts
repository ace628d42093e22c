const MOST_OCTETS = 75

/** One property of RFC 5545: name, parameters and value, folded at 75 octets without cutting a character. */
export function property(name: string, value: string): string {
  const lines: string[] = []
  let line = ''
  let octets = 0
  for (const char of `${name}:${value}`) {
    const size = Buffer.byteLength(char)
    if (octets + size > MOST_OCTETS) {
      lines.push(line)
      line = ' '
      octets = 1
    }
    line += char
    octets += size
  }
  return [...lines, line].join('\r\n')
}

/** Text as a value: separators are escaped, and what would end the line (RFC 5545, 3.3.11). */
export function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '')
}

/** A component of the calendar, with what is in it. */
export function component(name: string, lines: readonly string[]): string {
  return [`BEGIN:${name}`, ...lines, `END:${name}`].join('\r\n')
}
