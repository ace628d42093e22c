import { Parser } from 'htmlparser2'

/** Attributes that are read or heard. */
const READ = ['aria-label', 'title', 'alt', 'data-checked', 'placeholder']
const VOID = ['meta', 'link', 'br', 'hr', 'img', 'input', 'source', 'wbr']

/**
 * What a reader sees or hears of a page in its own language, text by text: what operators wrote (`.told`), code, and what
 * says that it is in another language is left out.
 */
export function wordsOf(html: string): string[] {
  const words: string[] = []
  let skipped = 0
  let language: string | undefined
  const isSkipped = (name: string, attributes: Record<string, string>) =>
    ['script', 'style', 'code', 'pre'].includes(name) ||
    /(^| )told( |$)/.test(attributes['class'] ?? '') ||
    (attributes['lang'] !== undefined && attributes['lang'] !== language)
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'html') language = attributes['lang']
      if (skipped > 0 || isSkipped(name, attributes)) skipped += VOID.includes(name) ? 0 : 1
      if (skipped > 0) return
      const read = READ.map((attribute) => attributes[attribute])
      words.push(...[...read, attributes['name'] === 'description' ? attributes['content'] : ''].filter(isThere))
    },
    onclosetag: (name) => {
      if (skipped > 0 && !VOID.includes(name)) skipped--
    },
    ontext: (text) => {
      if (skipped === 0) words.push(text)
    },
  })
  parser.end(html)
  return words.map((text) => text.replace(/\s+/g, ' ').trim()).filter(isThere)
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
