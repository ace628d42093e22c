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

/** A page is made again and again, of texts that stay. */
const known = new Map<string, string>()
const MOST_KNOWN = 1000

/** Markdown as HTML that is safe on any page: no raw HTML comes through, and links lead to the web or to mail only. */
export function toSafeHtml(text: string): string {
  const html = known.get(text) ?? sanitizeHtml(markdown.render(text), ALLOWED).trim()
  // Set anew, so that the map's order is that of the last use.
  known.delete(text)
  known.set(text, html)
  const [oldest] = known.keys()
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  return html
}
