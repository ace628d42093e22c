import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

// Raw HTML is text, and so is what would have to be fetched.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')

const ALLOWED = {
  allowedTags: ['p', 'br', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'hr'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow ugc' }) },
}

/** Markdown as HTML that is safe on any page: no raw HTML comes through, and links lead to the web or to mail only. */
export function toSafeHtml(text: string): string {
  return sanitizeHtml(markdown.render(text), ALLOWED).trim()
}
