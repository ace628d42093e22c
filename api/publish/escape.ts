const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as it stands in HTML, XML or SVG, in elements and in quoted attributes. What XML 1.0 has no place for goes. */
export function escapeText(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (char) => REFERENCES[char] ?? char)
}

// Nearly all that is written: dates, figures, ids.
const PLAIN = /^[ !#-%(-;=?-~]*$/
// Control characters, lone surrogates and the two that are no characters (XML 1.0, 2.2).
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu
