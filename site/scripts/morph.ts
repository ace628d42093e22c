/** What is told by headings is the same as long as its heading is. */
const NAMED = ['ARTICLE', 'SECTION', 'DETAILS', 'DIV', 'LI']

/**
 * Makes an element into another, and keeps of it what is the same: focus, selection and what is opened stay as they
 * are. What has `data-own` is the script's own, and left alone.
 */
export function morph(old: Element, wanted: Element): void {
  if (old.isEqualNode(wanted) || old.hasAttribute('data-own')) return
  copyAttributes(old, wanted)
  const left = [...old.childNodes]
  const nodes = [...wanted.childNodes].map((next) => {
    const kind = kindOf(next)
    const index = left.findIndex((one) => kindOf(one) === kind)
    const found = index < 0 ? undefined : left.splice(index, 1)[0]
    if (!found) return next
    if (found instanceof Element && next instanceof Element) morph(found, next)
    else if (found.nodeValue !== next.nodeValue) found.nodeValue = next.nodeValue
    return found
  })
  for (const one of left) one.remove()
  let at = old.firstChild
  for (const node of nodes) {
    if (node === at) at = at.nextSibling
    else old.insertBefore(node, at)
  }
}

/** What of another page may become of a node: it has the same id, or the same name and heading. */
function kindOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName
  const heading = NAMED.includes(node.nodeName) ? node.querySelector('h2, h3, dt')?.textContent : ''
  return `${node.nodeName} ${node.id || heading}`
}

/** What the reader opened or closed. */
const chosen = new WeakSet<Element>()
addEventListener('click', ({ target }) => {
  const details = target instanceof Element && target.closest('summary')?.parentElement
  if (details) chosen.add(details)
})

function copyAttributes(old: Element, wanted: Element): void {
  // What is open may be being read.
  for (const name of old.getAttributeNames())
    if (name !== 'open' && !wanted.hasAttribute(name)) old.removeAttribute(name)
  for (const name of wanted.getAttributeNames()) {
    const value = wanted.getAttribute(name) ?? ''
    if (old.getAttribute(name) !== value && !(name === 'open' && chosen.has(old))) old.setAttribute(name, value)
  }
}
