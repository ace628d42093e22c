import { escapeText } from '../escape.ts'

/** An XML element: attributes and text are escaped, elements within are taken as they are. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: string | readonly string[] = '',
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`)
  const inner = typeof content === 'string' ? escapeText(content) : content.join('')
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`
}

/** An XML document of one root element. */
export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`
}
