import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

// Raw HTML is text, and so is what would have to be fetched, or does not fit a narrow screen.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable(['image', 'table'])
// The headings of a page are its own.
markdown.renderer.rules['heading_open'] = () => '<p><strong>'
markdown.renderer.rules['heading_close'] = () => '</strong></p>\n'
// Only what names its scheme is an address: README.md is a file.
markdown.linkify.set({ fuzzyLink: false })
// An address reads as it was written: letters that look like others are not made of its ASCII form.
markdown.normalizeLinkText = (address) => address

const ALLOWED = {
  allowedTags: ['p', 'br', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr'],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { a: toLink },
}

/** A link that leads away from the page, to the web or to mail; of any other its text stays. */
function toLink(_: string, { href = '' }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return { tagName: 'span', attribs: {} }
  return { tagName: 'a', attribs: { href, rel: 'noopener nofollow ugc' } }
}

/** A page is made again and again, of texts that stay. In the order of their last use. */
const known = new Map<string, string>()
const MOST_KNOWN_CHARACTERS = 4_000_000
let knownCharacters = 0

/** Markdown as HTML that is safe on any page: no raw HTML comes through, and links lead to the web or to mail only. */
export function toSafeHtml(text: string): string {
  const html = known.get(text) ?? sanitizeHtml(markdown.render(text), ALLOWED).trim()
  forget(text)
  known.set(text, html)
  knownCharacters += text.length + html.length
  for (const oldest of known.keys()) {
    if (knownCharacters <= MOST_KNOWN_CHARACTERS) break
    forget(oldest)
  }
  return html
}

function forget(text: string): void {
  const html = known.get(text)
  if (html === undefined) return
  known.delete(text)
  knownCharacters -= text.length + html.length
}
