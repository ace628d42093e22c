/** What draws, and nothing else. */
const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon defs symbol use text tspan title desc metadata style stop mask ' +
    'clipPath linearGradient radialGradient pattern filter feGaussianBlur feOffset feBlend feColorMatrix feFlood ' +
    'feComposite feMerge feMergeNode'
  ).split(' '),
)
const ATTRIBUTE = /([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** What in an SVG would run, or load something from elsewhere; `undefined` of one that merely draws. */
export function svgFault(text: string): string | undefined {
  const content = text.replace(/^\uFEFF?\s*<\?xml [^?]*\?>/, '').replace(/<!--[\s\S]*?-->/g, '')
  const special = /<[!?][^\s>]*/.exec(content)
  if (special) return special[0].slice(0, 60)
  const tags = [...content.matchAll(/<\s*([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g)]
  // Where tags cannot be told apart, another reader may find others.
  const opened = content.split('<').length - 1
  const closed = content.match(/<\s*\/\s*[\w:-]+\s*>/g)?.length ?? 0
  const found = tags.filter(([, name = '']) => !name.startsWith('/'))
  if (found.length + closed !== opened) return 'tags that are not well-formed'
  return found.map(([, name = '', rest = '']) => tagFault(name, rest)).find(Boolean) ?? styleFault(content)
}

function tagFault(name: string, rest: string): string | undefined {
  if (!ELEMENTS.has(name)) return `<${name.slice(0, 40)}>`
  for (const [, attribute = '', double, single] of rest.matchAll(ATTRIBUTE)) {
    const value = (double ?? single ?? '').trim()
    const isReference = /(^|:)(href|src|base)$/i.test(attribute)
    if (/^on/i.test(attribute) || (isReference && !value.startsWith('#'))) return attribute.slice(0, 40)
    if (isElsewhere(value)) return `${attribute}="${value.slice(0, 40)}"`
  }
  return undefined
}

function styleFault(content: string): string | undefined {
  const styles = [...content.matchAll(/<style[^>]*>([\s\S]*?)<\/style/g)].map(([, style = '']) => style)
  return styles.some((style) => isElsewhere(style) || style.includes('@')) ? '<style> that loads something' : undefined
}

/** Whether a style refers to more than a part of the same file; what is escaped could be anything. */
function isElsewhere(style: string): boolean {
  const rest = style.replace(/url\(\s*["']?#[\w.-]+["']?\s*\)/gi, '')
  return /[\\&]|url\s*\(|image-set|javascript:/i.test(rest)
}

/** Its size, or the size of its viewBox: only the ratio matters. */
export function svgSize(text: string): { width: number; height: number } | undefined {
  const [, root = ''] = /<svg\b([^>]*)>/.exec(text) ?? []
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(root)?.[1]
  const [, , width, height] = (attribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [w, h] = [
    width ?? Number.parseFloat(attribute('width') ?? ''),
    height ?? Number.parseFloat(attribute('height') ?? ''),
  ]
  return w > 0 && h > 0 ? { width: Math.ceil(w), height: Math.ceil(h) } : undefined
}
